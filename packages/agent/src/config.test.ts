import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const good = {
  AI_COMMAND_GATEWAY_URL: 'http://127.0.0.1:8030',
  AI_COMMAND_GATEWAY_TIMEOUT: '90',
  AI_COMMAND_GATEWAY_SOURCE_ID: 'devops-ai-agent',
  AI_COMMAND_GATEWAY_TOKEN: 'secret',
  AGENT_LISTEN: '127.0.0.1:8040',
  AGENT_DATABASE_URL: 'embedded',
  AGENT_DATA_DIR: '/var/lib/agent',
  AGENT_SENDERS_PATH: '/etc/senders.json',
  AGENT_ANALYST: 'rules',
  AGENT_TARGET_LABELS: 'container_id, container',
  AGENT_INEFFECTIVE_CHANGES: '2',
  AGENT_CHANGES_PER_HOUR: '6',
  AGENT_SERVICE_CHANGES_PER_HOUR: '10',
  AGENT_ENGINE_CHANGES_PER_HOUR: '60',
  AGENT_COOLDOWN_SECONDS: '30',
  AGENT_DEPLOY_GRACE_SECONDS: '30',
  AGENT_ALERTMANAGER_URL: '',
  AGENT_VERIFY_SECONDS: '120',
  AGENT_STABLE_SECONDS: '10',
  AGENT_WAIT_SECONDS: '900',
  AGENT_RECHECK_SECONDS: '5',
  AGENT_OPERATION_DEADLINE_SECONDS: '300',
  AGENT_LOOK_AGAIN_SECONDS: '60',
  AGENT_PROMETHEUS_URL: '',
  AGENT_PROMETHEUS_TOKEN: '',
  AGENT_PROMETHEUS_BASIC_AUTH: '',
  AGENT_GROUP_SECONDS: '120',
  AGENT_MASS_EXIT_CONTAINERS: '5',
  AGENT_MASS_EXIT_SECONDS: '10',
  AGENT_STORM_INCIDENTS: '20',
  AGENT_STORM_SECONDS: '60',
  AGENT_CHANGES_AT_ONCE: '5',
  AGENT_ESCALATION_URL: '',
  AGENT_ESCALATION_SECRET: '',
  AGENT_SLACK_WEBHOOK_URL: '',
  AGENT_SMTP_URL: '',
  AGENT_MAIL_FROM: '',
  AGENT_MAIL_TO: '',
  AGENT_REPEAT_FIRST_SECONDS: '300',
  AGENT_REPEAT_LONGEST_SECONDS: '3600',
  AGENT_RETENTION_DAYS: '30',
  AGENT_RETENTION_INCIDENTS: '10000',
  AGENT_DEAD_MAN_URL: '',
  AGENT_DEAD_MAN_SECONDS: '60',
  AGENT_LOG_LEVEL: 'info',
}
const model = {
  AGENT_ANALYST: 'model',
  ANALYST_LLM_PROVIDER: 'openai-compatible',
  ANALYST_LLM_MODEL: 'm',
  ANALYST_LLM_API_KEY: 'key',
  ANALYST_LLM_BASE_URL: 'http://127.0.0.1:1/v1',
  ANALYST_LLM_TIMEOUT: '30',
  ANALYST_LLM_MAX_TOKENS: '2000',
  ANALYST_LLM_TEMPERATURE: '0',
  ANALYST_LLM_PRICE_PER_MTOK_IN: 'unknown',
  ANALYST_LLM_PRICE_PER_MTOK_OUT: '0.6',
}
const read = (file: Record<string, string>, environment: Record<string, string> = {}) =>
  readConfig({
    environment,
    file,
    readFile: () => {
      throw new Error('no such file')
    },
  })
const problems = (...settings: Parameters<typeof read>) => {
  const answer = read(...settings)
  return answer.ok ? [] : answer.problems
}

test('a complete file is enough', () => {
  expect(read(good)).toMatchObject({
    ok: true,
    config: {
      targetLabels: ['container_id', 'container'],
      telling: { webhook: null, slack: null, mail: null, firstRepeatSeconds: 300, longestRepeatSeconds: 3_600 },
      retention: { days: 30, incidents: 10_000 },
      model: null,
      limits: { waitSeconds: 900 },
    },
  })
})

test('with a model its settings are required, without one they are left alone', () => {
  expect(read({ ...good, ...model })).toMatchObject({
    ok: true,
    config: { model: { pricePerMillionTokens: { in: null, out: 0.6 } } },
  })
  expect(problems({ ...good, AGENT_ANALYST: 'model' })).toHaveLength(9)
  expect(problems({ ...good, ANALYST_LLM_MODEL: '' })).toEqual([])
})

test.for([
  ['an unknown name', { AGENT_ANALYSTS: 'rules' }, /^AGENT_ANALYSTS is not a setting/],
  [
    'a time-out that is none',
    { AI_COMMAND_GATEWAY_TIMEOUT: '0' },
    /^AI_COMMAND_GATEWAY_TIMEOUT: expected whole seconds above 0/,
  ],
  [
    'a gateway that is no URL',
    { AI_COMMAND_GATEWAY_URL: 'ftp://x' },
    /^AI_COMMAND_GATEWAY_URL: expected an http or https URL/,
  ],
  ['a source that is empty', { AI_COMMAND_GATEWAY_SOURCE_ID: '' }, /^AI_COMMAND_GATEWAY_SOURCE_ID: expected/],
  [
    'a wait for stability beyond the patience',
    { AGENT_STABLE_SECONDS: '120' },
    /^AGENT_STABLE_SECONDS: expected fewer than AGENT_VERIFY_SECONDS/,
  ],
  [
    'a token of Prometheus with a space',
    { AGENT_PROMETHEUS_URL: 'http://p', AGENT_PROMETHEUS_TOKEN: 'Bearer x' },
    /^AGENT_PROMETHEUS_TOKEN: expected a token without spaces.*, got something else$/,
  ],
  [
    'a password of Prometheus without a user',
    { AGENT_PROMETHEUS_URL: 'http://p', AGENT_PROMETHEUS_BASIC_AUTH: 'hunter2' },
    /^AGENT_PROMETHEUS_BASIC_AUTH: expected user:password.*, got something else$/,
  ],
  [
    'two proofs for one Prometheus',
    { AGENT_PROMETHEUS_URL: 'http://p', AGENT_PROMETHEUS_TOKEN: 'x', AGENT_PROMETHEUS_BASIC_AUTH: 'a:b' },
    /are both set: expected one of them/,
  ],
  ['a proof for nobody', { AGENT_PROMETHEUS_TOKEN: 'x' }, /AGENT_PROMETHEUS_URL is empty/],
  ['no label that names a target', { AGENT_TARGET_LABELS: ' , ' }, /^AGENT_TARGET_LABELS: expected at least one label/],
] as const)('%s is named', ([, change, sentence]) => {
  expect(problems({ ...good, ...change })).toEqual([expect.stringMatching(sentence)])
})

test.for([
  ['a token', { AGENT_PROMETHEUS_TOKEN: 't0ken' }, 'Bearer t0ken'],
  ['user and password', { AGENT_PROMETHEUS_BASIC_AUTH: 'ada:pass:word' }, 'Basic YWRhOnBhc3M6d29yZA=='],
  ['neither', {}, null],
] as const)('Prometheus is asked with %s', ([, change, authorization]) => {
  expect(read({ ...good, AGENT_PROMETHEUS_URL: 'https://p:9090', ...change })).toMatchObject({
    config: { prometheus: { url: 'https://p:9090', authorization } },
  })
})

test('the token of Prometheus may come from a file', () => {
  const { AGENT_PROMETHEUS_TOKEN: _token, ...others } = good
  const file = { ...others, AGENT_PROMETHEUS_URL: 'https://p', AGENT_PROMETHEUS_TOKEN_FILE: '/run/token' }
  expect(readConfig({ environment: {}, file, readFile: () => 't0ken\n' })).toMatchObject({
    config: { prometheus: { authorization: 'Bearer t0ken' } },
  })
})

test('no secret is ever part of a problem', () => {
  const secret = 'mysql://root:hunter2@db'
  const told = problems({ ...good, AGENT_DATABASE_URL: secret, AGENT_ESCALATION_URL: `not a url ${secret}` }).join('\n')
  expect(told).not.toContain('hunter2')
  expect(told).toContain('AGENT_DATABASE_URL')
})

test('all problems come at once', () => {
  expect(problems({})).toHaveLength(Object.keys(good).length)
})
