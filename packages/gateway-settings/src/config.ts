import {
  decimal,
  httpUrlOrNone,
  listenAddress,
  logLevel,
  nameList,
  notEmpty,
  oneOf,
  price,
  readSettings,
  secretText,
  type SettingsSource,
  wholeNumber,
  wholeSeconds,
} from '@devops-ai/contract'
import type { ModelSettings } from '@devops-ai/language-model'
import { z } from 'zod'
import { aliasList } from './alias-list.ts'
import type { Aliases } from '@devops-ai/engine'

/** Everything that is configured, read from text and checked. Paths are as given. */
export interface Config {
  readonly listen: { readonly host: string; readonly port: number }
  readonly enginesPath: string
  readonly journalPath: string
  readonly policyPath: string
  readonly sourcesPath: string
  readonly protectedNames: readonly string[]
  readonly aliases: Aliases
  /** Which mind reads intents. Neither stands in for the other. */
  readonly interpreter: { readonly kind: 'offline' } | { readonly kind: 'model'; readonly settings: ModelSettings }
  readonly commandTimeoutSeconds: number
  /** How long a person may take to decide about an approval. */
  readonly approvalSeconds: number
  readonly maxOutputBytes: number
  /** How often the usage of each running container is measured in the background; 0: never. */
  readonly sampleSeconds: number
  /** Null: the watch posts nowhere. */
  readonly watch: { readonly url: string; readonly token: string } | null
  readonly startGraceSeconds: number
  readonly reconcileSeconds: number
  readonly ratePerMinute: number
  readonly maxActiveRequests: number
  readonly logLevel: z.infer<typeof logLevel>
}

const aboveZero = wholeNumber.refine((number) => number > 0, 'expected a whole number above 0')
const maybeEmptySecret = z.string().meta({ secret: true })

const gatewayShape = {
  GATEWAY_LISTEN: listenAddress,
  GATEWAY_ENGINES: notEmpty,
  GATEWAY_JOURNAL_PATH: notEmpty,
  GATEWAY_POLICY_PATH: notEmpty,
  GATEWAY_SOURCES_PATH: notEmpty,
  GATEWAY_PROTECTED: nameList,
  GATEWAY_ALIASES: aliasList,
  GATEWAY_INTERPRETER: oneOf('offline', 'model'),
  GATEWAY_COMMAND_TIMEOUT_SECONDS: wholeSeconds,
  GATEWAY_APPROVAL_SECONDS: wholeSeconds,
  GATEWAY_SAMPLE_SECONDS: wholeNumber,
  GATEWAY_MAX_OUTPUT_BYTES: aboveZero,
  GATEWAY_WATCH_URL: httpUrlOrNone,
  GATEWAY_WATCH_TOKEN: maybeEmptySecret,
  GATEWAY_START_GRACE_SECONDS: wholeNumber,
  GATEWAY_RECONCILE_SECONDS: wholeSeconds,
  GATEWAY_RATE_PER_MINUTE: aboveZero,
  GATEWAY_MAX_ACTIVE_REQUESTS: aboveZero,
  GATEWAY_LOG_LEVEL: logLevel,
}

const modelShape = {
  INTERPRETER_LLM_PROVIDER: oneOf('openai', 'anthropic', 'openai-compatible'),
  INTERPRETER_LLM_MODEL: notEmpty,
  INTERPRETER_LLM_API_KEY: secretText,
  INTERPRETER_LLM_BASE_URL: httpUrlOrNone,
  INTERPRETER_LLM_TIMEOUT: wholeSeconds,
  INTERPRETER_LLM_MAX_TOKENS: aboveZero,
  INTERPRETER_LLM_TEMPERATURE: decimal,
  INTERPRETER_LLM_PRICE_PER_MTOK_IN: price,
  INTERPRETER_LLM_PRICE_PER_MTOK_OUT: price,
}

type Texts = Pick<SettingsSource, 'environment' | 'file' | 'readFile'>
export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads all settings from the environment and the settings file; every problem is named at once. */
export function parseSettings(texts: Texts): ParsedConfig {
  const source = { ...texts, prefixes: ['GATEWAY_', 'INTERPRETER_'] }
  const kind = texts.environment['GATEWAY_INTERPRETER'] ?? texts.file['GATEWAY_INTERPRETER']
  if (kind !== 'model') {
    const read = readSettings(gatewayShape, {
      ...source,
      alsoKnown: [...Object.keys(modelShape), 'INTERPRETER_LLM_API_KEY_FILE'],
    })
    return read.ok ? checked(read.values, { kind: 'offline' }) : read
  }
  const read = readSettings({ ...gatewayShape, ...modelShape }, source)
  return read.ok ? checked(read.values, { kind: 'model', settings: modelSettings(read.values) }) : read
}

type Values<S extends z.ZodRawShape> = z.output<z.ZodObject<S>>

const cost = (value: number | 'unknown'): number | null => (value === 'unknown' ? null : value)

const modelSettings = (values: Values<typeof modelShape>): ModelSettings => ({
  provider: values.INTERPRETER_LLM_PROVIDER,
  model: values.INTERPRETER_LLM_MODEL,
  apiKey: values.INTERPRETER_LLM_API_KEY,
  baseUrl: values.INTERPRETER_LLM_BASE_URL === '' ? null : values.INTERPRETER_LLM_BASE_URL,
  timeoutSeconds: values.INTERPRETER_LLM_TIMEOUT,
  maxTokens: values.INTERPRETER_LLM_MAX_TOKENS,
  temperature: values.INTERPRETER_LLM_TEMPERATURE,
  pricePerMillionTokens: {
    in: cost(values.INTERPRETER_LLM_PRICE_PER_MTOK_IN),
    out: cost(values.INTERPRETER_LLM_PRICE_PER_MTOK_OUT),
  },
})

/** What settings say together. */
function checked(values: Values<typeof gatewayShape>, interpreter: Config['interpreter']): ParsedConfig {
  const problems: string[] = []
  const { GATEWAY_WATCH_URL: url, GATEWAY_WATCH_TOKEN: token } = values
  if (url !== '' && token === '')
    problems.push('GATEWAY_WATCH_TOKEN is empty, expected the token that GATEWAY_WATCH_URL asks for')
  if (
    interpreter.kind === 'model' &&
    interpreter.settings.provider === 'openai-compatible' &&
    interpreter.settings.baseUrl === null
  ) {
    problems.push('INTERPRETER_LLM_BASE_URL is empty, expected the base URL of the openai-compatible server')
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    config: {
      listen: values.GATEWAY_LISTEN,
      enginesPath: values.GATEWAY_ENGINES,
      journalPath: values.GATEWAY_JOURNAL_PATH,
      policyPath: values.GATEWAY_POLICY_PATH,
      sourcesPath: values.GATEWAY_SOURCES_PATH,
      protectedNames: values.GATEWAY_PROTECTED,
      aliases: values.GATEWAY_ALIASES,
      interpreter,
      commandTimeoutSeconds: values.GATEWAY_COMMAND_TIMEOUT_SECONDS,
      approvalSeconds: values.GATEWAY_APPROVAL_SECONDS,
      sampleSeconds: values.GATEWAY_SAMPLE_SECONDS,
      maxOutputBytes: values.GATEWAY_MAX_OUTPUT_BYTES,
      watch: url === '' ? null : { url, token },
      startGraceSeconds: values.GATEWAY_START_GRACE_SECONDS,
      reconcileSeconds: values.GATEWAY_RECONCILE_SECONDS,
      ratePerMinute: values.GATEWAY_RATE_PER_MINUTE,
      maxActiveRequests: values.GATEWAY_MAX_ACTIVE_REQUESTS,
      logLevel: values.GATEWAY_LOG_LEVEL,
    },
  }
}
