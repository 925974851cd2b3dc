import { expect, test } from 'vitest'
import { parseSettings } from './config.ts'

const good = {
  GATEWAY_LISTEN: '127.0.0.1:8041',
  GATEWAY_ENGINES: '/etc/devops-ai/engines.json',
  GATEWAY_JOURNAL_PATH: '/var/lib/devops-ai/journal',
  GATEWAY_POLICY_PATH: '/etc/devops-ai/policies',
  GATEWAY_SOURCES_PATH: '/etc/devops-ai/sources.json',
  GATEWAY_PROTECTED: 'traefik, db',
  GATEWAY_ALIASES: 'store=shop-web-1',
  GATEWAY_INTERPRETER: 'offline',
  GATEWAY_COMMAND_TIMEOUT_SECONDS: '30',
  GATEWAY_APPROVAL_SECONDS: '600',
  GATEWAY_SAMPLE_SECONDS: '15',
  GATEWAY_MAX_OUTPUT_BYTES: '65536',
  GATEWAY_WATCH_URL: '',
  GATEWAY_WATCH_TOKEN: '',
  GATEWAY_START_GRACE_SECONDS: '10',
  GATEWAY_RECONCILE_SECONDS: '30',
  GATEWAY_RATE_PER_MINUTE: '600',
  GATEWAY_MAX_ACTIVE_REQUESTS: '50',
  GATEWAY_LOG_LEVEL: 'info',
}
const model = {
  GATEWAY_INTERPRETER: 'model',
  INTERPRETER_LLM_PROVIDER: 'openai-compatible',
  INTERPRETER_LLM_MODEL: 'small',
  INTERPRETER_LLM_API_KEY: 'the-key',
  INTERPRETER_LLM_BASE_URL: 'http://127.0.0.1:9999/v1',
  INTERPRETER_LLM_TIMEOUT: '20',
  INTERPRETER_LLM_MAX_TOKENS: '200',
  INTERPRETER_LLM_TEMPERATURE: '0',
  INTERPRETER_LLM_PRICE_PER_MTOK_IN: 'unknown',
  INTERPRETER_LLM_PRICE_PER_MTOK_OUT: '0.5',
}
const parse = (file: Record<string, string>, environment: Record<string, string> = {}) =>
  parseSettings({ file, environment, readFile: () => 'from-a-file' })
const problems = (file: Record<string, string>): readonly string[] => {
  const parsed = parse(file)
  return parsed.ok ? [] : parsed.problems
}

test('settings become a configuration', () => {
  expect(parse(good)).toMatchObject({
    ok: true,
    config: {
      listen: { host: '127.0.0.1', port: 8041 },
      protectedNames: ['traefik', 'db'],
      aliases: new Map([['store', 'shop-web-1']]),
      interpreter: { kind: 'offline' },
      watch: null,
    },
  })
})

test('a model is configured wholly, and an unknown price is not 0', () => {
  expect(parse({ ...good, ...model })).toMatchObject({
    config: {
      interpreter: { kind: 'model', settings: { model: 'small', pricePerMillionTokens: { in: null, out: 0.5 } } },
    },
  })
  expect(problems({ ...good, GATEWAY_INTERPRETER: 'model' })).toHaveLength(9)
})

test('nothing has a default, and all problems are named at once', () => {
  expect(problems({})).toHaveLength(Object.keys(good).length)
})

test.for([
  ['an unknown name', { GATEWAY_LISTENS: '' }, /GATEWAY_LISTENS is not a setting/],
  ['a third interpreter', { GATEWAY_INTERPRETER: 'both' }, /GATEWAY_INTERPRETER/],
  ['an alias of nothing', { GATEWAY_ALIASES: 'store=' }, /expected alias=name, got "store="/],
  ['an alias twice', { GATEWAY_ALIASES: 'a=b,a=c' }, /a twice/],
  [
    'a watch without a token',
    { GATEWAY_WATCH_URL: 'http://127.0.0.1:8040/webhook/alerts' },
    /GATEWAY_WATCH_TOKEN is empty/,
  ],
  [
    'a compatible model without an address',
    { ...model, INTERPRETER_LLM_BASE_URL: '' },
    /INTERPRETER_LLM_BASE_URL is empty/,
  ],
  ['no time at all', { GATEWAY_COMMAND_TIMEOUT_SECONDS: '0' }, /GATEWAY_COMMAND_TIMEOUT_SECONDS/],
] as const)('%s is one problem', ([, change, sentence]) => {
  expect(problems({ ...good, ...change })).toEqual([expect.stringMatching(sentence)])
})

test('the environment wins over the file, and a secret may lie in a file of its own', () => {
  const watched = { ...good, GATEWAY_WATCH_URL: 'http://127.0.0.1:8040/webhook/alerts' }
  const { GATEWAY_WATCH_TOKEN: _, ...tokenless } = watched
  expect(
    parse({ ...tokenless, GATEWAY_WATCH_TOKEN_FILE: '/run/token' }, { GATEWAY_RATE_PER_MINUTE: '7' }),
  ).toMatchObject({
    config: { ratePerMinute: 7, watch: { token: 'from-a-file' } },
  })
})
