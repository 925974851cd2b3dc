import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PolicyExplanation } from '@devops-ai/contract'
import { freePort } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { configured, started, tokens } from '../../gateway/test/configured.ts'
import { explanationLines, policyExplainCommand } from './policy-explain.ts'
import { policyListCommand } from './policy-list.ts'
import { typed } from './testing/terminal.ts'

/** A real gateway, whose engine is nowhere, with one policy of its operator. */
const own = '@id("no-shop") forbid (principal, action in Action::"change", resource)\nwhen { resource.name == "shop" };'
const configuration = await configured({ engineUrl: 'unix:///nowhere/docker.sock', onlyLabel: 'a=b' })
await writeFile(join(configuration.dir, 'policies', 'own.cedar'), own)
const gateway = await started(configuration)

beforeAll(() => void vi.stubEnv('FORCE_COLOR', '0'))
afterAll(async () => {
  vi.unstubAllEnvs()
  await gateway[Symbol.asyncDispose]()
  await configuration[Symbol.asyncDispose]()
})

const environment = {
  DEVOPS_AI_AGENT_URL: 'http://127.0.0.1:1',
  DEVOPS_AI_GATEWAY_URL: gateway.url,
  DEVOPS_AI_TOKEN: tokens.operator,
  DEVOPS_AI_JOURNAL_PATH: '/nowhere',
}
const list = (...args: readonly string[]) => typed(policyListCommand, args, { environment })
const explain = (...args: readonly string[]) => typed(policyExplainCommand, args, { environment })

test('the policies in force are listed, one a line, and the version of them all', async () => {
  const lines = await list()
  expect(lines).toContainEqual(
    expect.stringMatching(/^permit {2}autonomy-auto .*shipped\/autonomy\.cedar .*2 for, 4 against$/),
  )
  expect(lines).toContainEqual(expect.stringMatching(/^forbid {2}no-shop .*own\.cedar .*0 for, 0 against$/))
  expect(lines.at(-1)).toMatch(/^version [0-9a-f]{64}$/)
  expect((await list('--text')).join('\n')).toContain('when { resource.name == "shop" };')
  const asJson = (await list('--json')).map((line) => JSON.parse(line))
  expect(asJson).toHaveLength(lines.length - 1)
  expect(asJson.at(-1)).toMatchObject({ id: 'no-shop', origin: 'own', text: own })
})

test('what would be allowed is said in four lines at most', async () => {
  expect(await explain('--operation', 'container.restart', '--described', 'name=web', 'autonomy=auto')).toEqual([
    'allow  container.restart of web, asked for by operator',
    '  web: allowed by policy autonomy-auto.',
    '  policies: autonomy-auto',
  ])
})

test('what would not is said with what would change it', async () => {
  const source = ['--source', 'devops-ai-agent', '--operation', 'container.restart']
  const lines = await explain(...source, '--described', 'name=web', 'interrupts')
  expect(lines.slice(0, 7)).toEqual([
    'deny  container.restart of web, asked for by devops-ai-agent',
    expect.stringMatching(/^ {2}web is observed only/),
    '  policies: deny-by-default',
    '  effects: interrupts it',
    '  What would change it:',
    expect.stringMatching(/- the label devops-ai\.autonomy=approve.*: then it needs the approval of a person$/),
    expect.stringMatching(/- the label devops-ai\.autonomy=auto.*: then it is allowed$/),
  ])
  expect(lines.join('\n')).toMatch(/this permit in a policy file: then it is allowed\n {6}@id\("devops-ai-agent-/)
})

test.for([
  [
    'a dry run',
    ['--operation', 'container.stop', '--described', 'name=web', '--dry-run'],
    /^allow .*dry-run-by-person/s,
  ],
  ['plain words', ['--intent', 'show recent logs', '--described', 'name=web'], /^allow {2}container\.logs/],
  [
    'an approval',
    ['--operation', 'container.stop', '--described', 'autonomy=approve', '--approved'],
    /^allow .*autonomy-approve/s,
  ],
  [
    'what waits for one',
    ['--operation', 'container.stop', '--described', 'autonomy=approve'],
    /- the approval of a person: then/,
  ],
  [
    "the operator's forbid",
    ['--operation', 'container.stop', '--described', 'name=shop', 'autonomy=auto'],
    /- without no-shop in own\.cedar: then it is allowed/,
  ],
  [
    'data loss',
    ['--operation', 'container.stop', '--described', 'data-loss'],
    /^deny .*loses data, cannot be taken back$/s,
  ],
  [
    'an operation about everything',
    ['--operation', 'container.list'],
    /^allow {2}container\.list, asked for by operator/,
  ],
] as const)('explained at the terminal: %s', async ([, args, text]) => {
  expect((await explain(...args)).join('\n')).toMatch(text)
})

test('as JSON it is the answer of the gateway', async () => {
  const [line] = await explain('--operation', 'container.list', '--json')
  expect(PolicyExplanation.parse(JSON.parse(line ?? '')).decision).toEqual({ verdict: 'allow', policies: ['reading'] })
})

test.for([
  ['neither operation nor words', [], /either an operation or an intent/],
  [
    'a word that nobody knows',
    ['--operation', 'container.stop', '--described', 'autonmy=auto'],
    /--described: "autonmy" is not known/,
  ],
  [
    'who asks among the description',
    ['--operation', 'container.stop', '--described', 'roles=approver'],
    /said by --source/,
  ],
  ['an operation that does not exist', ['--operation', 'container.explode'], /no operation "container\.explode"/],
  ['a source of nobody', ['--operation', 'container.list', '--source', 'nobody'], /no source "nobody"/],
  [
    'an engine that does not answer',
    ['--operation', 'container.stop', '--target', 'web'],
    /"web" is not known, and the engine local does not answer/,
  ],
] as const)('a complaint: %s', async ([, args, sentence]) => {
  await expect(explain(...args)).rejects.toThrow(sentence)
})

test('a dead gateway and a wrong token are sentences', async () => {
  const dead = { ...environment, DEVOPS_AI_GATEWAY_URL: `http://127.0.0.1:${await freePort()}` }
  await expect(typed(policyListCommand, [], { environment: dead })).rejects.toThrow('the gateway does not answer')
  const wrong = { ...environment, DEVOPS_AI_TOKEN: 'wrong' }
  await expect(typed(policyListCommand, [], { environment: wrong })).rejects.toThrow('belongs to nobody here')
})

test('what others wrote stays one harmless line', () => {
  const evil = '\u001b[2J\u009b31mx\r\nallow\u202e'
  const lines = explanationLines({
    version: 'x',
    source_id: PolicyExplanation.shape.source_id.parse('operator'),
    operation: 'container.stop',
    target: evil,
    effects: {
      interrupts: false,
      last_healthy_replica: false,
      dependents: [evil],
      data_loss: false,
      reversible: true,
      protected: false,
    },
    decision: { verdict: 'deny', policies: [evil] },
    sentence: evil,
    ways: [{ by: 'permit', text: evil, verdict: 'allow' }],
  })
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u202e]/u)
})
