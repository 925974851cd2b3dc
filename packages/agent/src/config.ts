import {
  countAboveZero,
  decimal,
  httpUrl,
  httpUrlOrNone,
  listenAddress,
  logLevel,
  nameList,
  notEmpty,
  oneOf,
  price,
  readSettings,
  secretText,
  SourceId,
  textOf,
  wholeNumber,
  wholeSeconds,
  type SettingsSource,
} from '@devops-ai/contract'
import type { ModelSettings } from '@devops-ai/language-model'
import { z } from 'zod'
import type { DeadManSettings } from './heartbeat/dead-man.ts'
import type { Limits } from './incident/incident.ts'
import type { MassExitLimits } from './mass-exit/recognise.ts'
import type { StormLimits } from './storm/storm.ts'
import { tellingOf, tellingProblems, tellingShape } from './notify/config.ts'
import type { RetentionSettings } from './retention/retention.ts'
import { prometheusOf, prometheusProblems, prometheusShape, type PrometheusSettings } from './verification/config.ts'
import type { TellingSettings } from './notify/settings.ts'

const databaseUrl = z
  .string()
  .regex(/^(embedded$|postgres(ql)?:\/\/)/, 'expected the word embedded, or a URL postgres://…')
  .meta({ secret: true })

const always = {
  AI_COMMAND_GATEWAY_URL: httpUrl,
  AI_COMMAND_GATEWAY_TIMEOUT: wholeSeconds,
  AI_COMMAND_GATEWAY_SOURCE_ID: SourceId,
  AI_COMMAND_GATEWAY_TOKEN: secretText,
  AGENT_LISTEN: listenAddress,
  AGENT_DATABASE_URL: databaseUrl,
  AGENT_DATA_DIR: notEmpty,
  AGENT_SENDERS_PATH: notEmpty,
  AGENT_ANALYST: oneOf('rules', 'model'),
  AGENT_TARGET_LABELS: nameList,
  AGENT_INEFFECTIVE_CHANGES: wholeNumber,
  AGENT_CHANGES_PER_HOUR: wholeNumber,
  AGENT_SERVICE_CHANGES_PER_HOUR: wholeNumber,
  AGENT_ENGINE_CHANGES_PER_HOUR: wholeNumber,
  AGENT_COOLDOWN_SECONDS: wholeNumber,
  AGENT_DEPLOY_GRACE_SECONDS: wholeNumber,
  AGENT_ALERTMANAGER_URL: httpUrlOrNone,
  AGENT_VERIFY_SECONDS: wholeSeconds,
  AGENT_STABLE_SECONDS: wholeNumber,
  AGENT_WAIT_SECONDS: wholeSeconds,
  AGENT_RECHECK_SECONDS: wholeSeconds,
  AGENT_OPERATION_DEADLINE_SECONDS: wholeSeconds,
  AGENT_LOOK_AGAIN_SECONDS: wholeSeconds,
  ...prometheusShape,
  AGENT_GROUP_SECONDS: wholeNumber,
  AGENT_MASS_EXIT_CONTAINERS: countAboveZero,
  AGENT_MASS_EXIT_SECONDS: wholeSeconds,
  AGENT_STORM_INCIDENTS: wholeNumber,
  AGENT_STORM_SECONDS: wholeSeconds,
  AGENT_CHANGES_AT_ONCE: countAboveZero,
  ...tellingShape,
  AGENT_RETENTION_DAYS: wholeSeconds,
  AGENT_RETENTION_INCIDENTS: countAboveZero,
  // So is the address of whoever watches that the agent works: calling it keeps him quiet.
  AGENT_DEAD_MAN_URL: httpUrlOrNone.meta({ secret: true }),
  AGENT_DEAD_MAN_SECONDS: wholeSeconds,
  AGENT_LOG_LEVEL: logLevel,
}

const withModel = {
  ANALYST_LLM_PROVIDER: oneOf('openai', 'anthropic', 'openai-compatible'),
  ANALYST_LLM_MODEL: notEmpty,
  ANALYST_LLM_API_KEY: secretText,
  ANALYST_LLM_BASE_URL: httpUrlOrNone,
  ANALYST_LLM_TIMEOUT: wholeSeconds,
  ANALYST_LLM_MAX_TOKENS: wholeNumber,
  ANALYST_LLM_TEMPERATURE: decimal,
  ANALYST_LLM_PRICE_PER_MTOK_IN: price,
  ANALYST_LLM_PRICE_PER_MTOK_OUT: price,
}

export interface AgentConfig {
  readonly gateway: {
    readonly url: string
    readonly timeoutSeconds: number
    readonly sourceId: SourceId
    readonly token: string
  }
  readonly listen: { readonly host: string; readonly port: number }
  /** `embedded`, or the URL of a PostgreSQL. */
  readonly databaseUrl: string
  readonly dataDir: string
  readonly sendersPath: string
  /** Null: the rules analyse. */
  readonly model: ModelSettings | null
  readonly targetLabels: readonly string[]
  readonly limits: Limits
  /** What stands between a plan and the gateway. */
  readonly admission: {
    readonly changesPerHour: { readonly service: number; readonly engine: number }
    readonly coolDownSeconds: number
    readonly deployGraceSeconds: number
    /** Whose silences are respected; null: nobody's. */
    readonly alertmanagerUrl: string | null
  }
  readonly stableSeconds: number
  readonly recheckSeconds: number
  readonly operationDeadlineSeconds: number
  readonly groupSeconds: number
  readonly massExit: MassExitLimits
  readonly storm: StormLimits
  /** Null: no alert's expression is asked anew. */
  readonly prometheus: PrometheusSettings | null
  readonly telling: TellingSettings
  readonly retention: RetentionSettings
  /** Null: nobody outside watches that the agent works. */
  readonly deadMan: DeadManSettings | null
  readonly logLevel: z.infer<typeof logLevel>
}

const prefixes = ['AI_COMMAND_GATEWAY_', 'AGENT_', 'ANALYST_']

/** Reads the agent's settings. Nothing has a default; all problems come at once. */
export function readConfig(
  source: Omit<SettingsSource, 'prefixes' | 'alsoKnown'>,
): { readonly ok: true; readonly config: AgentConfig } | { readonly ok: false; readonly problems: readonly string[] } {
  const from = { ...source, prefixes, alsoKnown: [...Object.keys(withModel), 'ANALYST_LLM_API_KEY_FILE'] }
  const base = readSettings(always, from)
  const model = textOf(from, 'AGENT_ANALYST') === 'model' ? readSettings(withModel, { ...source, prefixes: [] }) : null
  const problems = [
    ...(base.ok ? unlikely(base.values) : base.problems),
    ...(model?.ok === false ? model.problems : []),
    ...(model?.ok ? unlikelyModel(model.values) : []),
  ]
  return base.ok && problems.length === 0 && (!model || model.ok)
    ? { ok: true, config: configOf(base.values, model?.values ?? null) }
    : { ok: false, problems }
}

type Always = z.output<z.ZodObject<typeof always>>
type WithModel = z.output<z.ZodObject<typeof withModel>>

/** Settings that are each right and wrong together. */
const unlikely = (values: Always): readonly string[] => [
  ...(values.AGENT_STABLE_SECONDS < values.AGENT_VERIFY_SECONDS
    ? []
    : [
        `AGENT_STABLE_SECONDS: expected fewer than AGENT_VERIFY_SECONDS, which is ${values.AGENT_VERIFY_SECONDS}, got ${values.AGENT_STABLE_SECONDS}`,
      ]),
  ...(values.AGENT_TARGET_LABELS.length > 0
    ? []
    : ['AGENT_TARGET_LABELS: expected at least one label that may name a target, got none']),
  ...tellingProblems(values),
  ...prometheusProblems(values),
]

const unlikelyModel = ({ ANALYST_LLM_PROVIDER: provider, ANALYST_LLM_BASE_URL: url }: WithModel): readonly string[] =>
  provider === 'openai-compatible' && url === ''
    ? ['ANALYST_LLM_BASE_URL is empty, expected the base URL of the openai-compatible server']
    : []

const cost = (value: number | 'unknown'): number | null => (value === 'unknown' ? null : value)

const configOf = (values: Always, model: WithModel | null): AgentConfig => ({
  gateway: {
    url: values.AI_COMMAND_GATEWAY_URL,
    timeoutSeconds: values.AI_COMMAND_GATEWAY_TIMEOUT,
    sourceId: values.AI_COMMAND_GATEWAY_SOURCE_ID,
    token: values.AI_COMMAND_GATEWAY_TOKEN,
  },
  listen: values.AGENT_LISTEN,
  databaseUrl: values.AGENT_DATABASE_URL,
  dataDir: values.AGENT_DATA_DIR,
  sendersPath: values.AGENT_SENDERS_PATH,
  model: model && {
    provider: model.ANALYST_LLM_PROVIDER,
    model: model.ANALYST_LLM_MODEL,
    apiKey: model.ANALYST_LLM_API_KEY,
    baseUrl: model.ANALYST_LLM_BASE_URL === '' ? null : model.ANALYST_LLM_BASE_URL,
    timeoutSeconds: model.ANALYST_LLM_TIMEOUT,
    maxTokens: model.ANALYST_LLM_MAX_TOKENS,
    temperature: model.ANALYST_LLM_TEMPERATURE,
    pricePerMillionTokens: {
      in: cost(model.ANALYST_LLM_PRICE_PER_MTOK_IN),
      out: cost(model.ANALYST_LLM_PRICE_PER_MTOK_OUT),
    },
  },
  targetLabels: values.AGENT_TARGET_LABELS,
  limits: {
    ineffectiveChanges: values.AGENT_INEFFECTIVE_CHANGES,
    changesPerHour: values.AGENT_CHANGES_PER_HOUR,
    verifySeconds: values.AGENT_VERIFY_SECONDS,
    waitSeconds: values.AGENT_WAIT_SECONDS,
    lookAgainSeconds: values.AGENT_LOOK_AGAIN_SECONDS,
  },
  admission: {
    changesPerHour: {
      service: values.AGENT_SERVICE_CHANGES_PER_HOUR,
      engine: values.AGENT_ENGINE_CHANGES_PER_HOUR,
    },
    coolDownSeconds: values.AGENT_COOLDOWN_SECONDS,
    deployGraceSeconds: values.AGENT_DEPLOY_GRACE_SECONDS,
    alertmanagerUrl: values.AGENT_ALERTMANAGER_URL === '' ? null : values.AGENT_ALERTMANAGER_URL,
  },
  stableSeconds: values.AGENT_STABLE_SECONDS,
  recheckSeconds: values.AGENT_RECHECK_SECONDS,
  operationDeadlineSeconds: values.AGENT_OPERATION_DEADLINE_SECONDS,
  groupSeconds: values.AGENT_GROUP_SECONDS,
  massExit: { containers: values.AGENT_MASS_EXIT_CONTAINERS, seconds: values.AGENT_MASS_EXIT_SECONDS },
  storm: {
    incidents: values.AGENT_STORM_INCIDENTS,
    windowSeconds: values.AGENT_STORM_SECONDS,
    changesAtOnce: values.AGENT_CHANGES_AT_ONCE,
  },
  prometheus: prometheusOf(values),
  telling: tellingOf(values),
  retention: { days: values.AGENT_RETENTION_DAYS, incidents: values.AGENT_RETENTION_INCIDENTS },
  deadMan:
    values.AGENT_DEAD_MAN_URL === ''
      ? null
      : { url: values.AGENT_DEAD_MAN_URL, everySeconds: values.AGENT_DEAD_MAN_SECONDS },
  logLevel: values.AGENT_LOG_LEVEL,
})
