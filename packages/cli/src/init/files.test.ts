import { SendersFile, sha256, SourcesFile } from '@devops-ai/contract'
import fc from 'fast-check'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { configurationFiles, unwritable } from './files.ts'
import type { Wish } from './settings.ts'

const tokens = {
  agent: 'agent-token',
  operator: 'operator-token',
  watch: 'watch-token',
  alertmanager: 'am-token',
  escalation: 'signing-secret',
}
const wish: Wish = {
  dir: '/etc/devops ai',
  engineUrl: 'unix:///var/run/docker.sock',
  onlyLabel: null,
  gatewayListen: '127.0.0.1:7460',
  agentListen: '127.0.0.1:7461',
  databaseUrl: 'embedded',
  escalationUrl: '',
  set: {},
}
async function written(change: Partial<Wish> = {}): Promise<(path: string) => string> {
  const files = await configurationFiles({ ...wish, ...change }, tokens)
  return (path) => files.find((file) => file.path === path)?.text ?? ''
}

test('the same wish and tokens give the same files', async () => {
  expect(await configurationFiles(wish, tokens)).toEqual(await configurationFiles(wish, tokens))
})

test('each token is known to its holder, and to the other side by its hash alone', async () => {
  const text = await written()
  const sources = SourcesFile.parse(JSON.parse(text('sources.json'))).sources
  const senders = SendersFile.parse(JSON.parse(text('senders.json'))).senders
  expect(Object.fromEntries(sources.map((source) => [source.id, source.token_sha256]))).toEqual({
    'devops-ai-agent': await sha256(tokens.agent),
    operator: await sha256(tokens.operator),
  })
  expect(Object.fromEntries(senders.map((sender) => [sender.id, sender.token_sha256]))).toEqual({
    'gateway-watch': await sha256(tokens.watch),
    alertmanager: await sha256(tokens.alertmanager),
    operator: await sha256(tokens.operator),
  })
  expect(parseEnv(text('agent.env'))['AI_COMMAND_GATEWAY_TOKEN']).toBe(tokens.agent)
  expect(parseEnv(text('gateway.env'))['GATEWAY_WATCH_TOKEN']).toBe(tokens.watch)
  expect(parseEnv(text('cli.env'))['DEVOPS_AI_TOKEN']).toBe(tokens.operator)
  expect(text('alertmanager-receiver.yml')).toContain(`credentials: ${tokens.alertmanager}`)
  for (const path of ['sources.json', 'senders.json', 'engines.json', 'policies/own.cedar'])
    for (const token of Object.values(tokens)) expect(text(path)).not.toContain(token)
})

test('every setting has a line that says what it is, and none comes twice', async () => {
  const text = await written({ set: { AGENT_STABLE_SECONDS: '2', INTERPRETER_LLM_MODEL: 'small' } })
  for (const path of ['gateway.env', 'agent.env', 'cli.env']) {
    const names = text(path).match(/^[A-Z_]+(?==)/gm) ?? []
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(3)
  }
  expect(text('gateway.env')).toContain('# the Docker engines\nGATEWAY_ENGINES=')
})

test('what differs is set where it belongs', async () => {
  const text = await written({
    set: { AGENT_STABLE_SECONDS: '2', INTERPRETER_LLM_MODEL: 'small', ANALYST_LLM_MODEL: 'big' },
  })
  expect(parseEnv(text('agent.env'))).toMatchObject({ AGENT_STABLE_SECONDS: '2', ANALYST_LLM_MODEL: 'big' })
  expect(parseEnv(text('gateway.env'))).toMatchObject({ INTERPRETER_LLM_MODEL: 'small' })
  expect(text('gateway.env')).not.toMatch(/AGENT_|ANALYST_/)
  expect(text('agent.env')).not.toContain('INTERPRETER_')
})

test('whatever value can be written is read back as it was', async () => {
  const anyValue = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', "'", '`', '\\', 'n', ' ', '#', '$', '=') }),
  )
  await fc.assert(
    fc.asyncProperty(anyValue, async (value) => {
      const set = { AGENT_ESCALATION_URL: value, ANALYST_LLM_MODEL: value }
      if (unwritable({ ...wish, set }).length > 0) return
      expect(parseEnv((await written({ set }))('agent.env'))).toMatchObject({ ...set, AGENT_LOG_LEVEL: 'info' })
    }),
  )
})

test.for([
  ['a name of nobody', { set: { FOO: 'x' } }, 'FOO is no setting of the gateway or the agent'],
  ['a line feed', { set: { AGENT_X: 'a\nAGENT_Y=b' } }, 'AGENT_X: expected one line'],
  ['all kinds of quotes', { set: { AGENT_X: `'"\`` } }, 'AGENT_X: expected one line'],
  ['a folder of all kinds of quotes', { dir: `/a'"\`` }, '--dir: expected one line'],
] as const)('%s cannot be written, and that is said', ([, change, sentence]) => {
  expect(unwritable({ ...wish, ...change })).toEqual([expect.stringContaining(sentence)])
})

test('only the containers with the label exist, where that is wished', async () => {
  const text = await written({ onlyLabel: 'devops-ai.demo=abc' })
  expect(JSON.parse(text('engines.json')).engines).toMatchObject([{ only_label: 'devops-ai.demo=abc', required: true }])
})
