import { join } from 'node:path'
import { Approval } from '@devops-ai/contract'
import { freePort } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { configured, started, tokens } from '../../gateway/test/configured.ts'
import { openJournal } from '../../journal/src/journal.ts'
import { askedOf, endedOf } from '../../journal/src/testing/entries.ts'
import { approvalLines, approvalsCommand } from './approvals.ts'
import { freezeCommand, thawCommand } from './freeze.ts'
import { typed } from './testing/terminal.ts'
import { approveCommand, rejectCommand } from './verdict.ts'

/** A real gateway, whose engine is nowhere, and in whose journal stand questions of an earlier run. */
const configuration = await configured({ engineUrl: 'unix:///nowhere/docker.sock', onlyLabel: 'a=b' })
const expires_at = new Date(Date.now() + 3_600_000).toISOString()
{
  const log = { warn: () => {}, error: () => {} }
  const dir = join(configuration.dir, 'journal')
  await using journal = await openJournal({ dir, now: () => new Date(), version: 'test', log })
  for (const number of [1, 2, 3, 4]) await journal.append({ ...askedOf(number), expires_at })
  await journal.append({ ...endedOf(1, 'rejected'), detail: 'not tonight' })
  await journal.append(endedOf(2, 'expired'))
}
const gateway = await started(configuration)

beforeAll(() => void vi.stubEnv('FORCE_COLOR', '0'))
afterAll(async () => {
  vi.unstubAllEnvs()
  await gateway[Symbol.asyncDispose]()
  await configuration[Symbol.asyncDispose]()
})

const environmentOf = (token: string) => ({
  DEVOPS_AI_AGENT_URL: 'http://127.0.0.1:1',
  DEVOPS_AI_GATEWAY_URL: gateway.url,
  DEVOPS_AI_TOKEN: token,
  DEVOPS_AI_JOURNAL_PATH: '/nowhere',
})
const environment = environmentOf(tokens.approver)
const operator = environmentOf(tokens.operator)
const list = (...args: readonly string[]) => typed(approvalsCommand, args, { environment })

test('what waits is listed first, with what a person must know; then what was decided, in a line each', async () => {
  const lines = await list()
  expect(lines.slice(0, 9)).toEqual([
    `approval-3  waiting   Restart the container web. Asked by devops-ai-agent, until ${expires_at}.`,
    '        command: docker restart web',
    '        target: web (aaaaaaaaaaaa) on local',
    '        effects: interrupts it',
    '        undo: none',
    '        needs a person by policy autonomy-auto',
    '        asked as: restart the service',
    '        context: Ein Kontext mit Umlauten: äöü €',
    `approval-4  waiting   Restart the container web. Asked by devops-ai-agent, until ${expires_at}.`,
  ])
  expect(lines.slice(16)).toEqual([
    'approval-2  expired   Restart the container web. Asked by devops-ai-agent, expired: expired.',
    'approval-1  rejected  Restart the container web. Asked by devops-ai-agent, rejected by approver: not tonight.',
  ])
  const states = (await list('--json')).map((line) => Approval.parse(JSON.parse(line)).state)
  expect(states).toEqual(['waiting', 'waiting', 'expired', 'rejected'])
})

test('what is rejected is said, and why', async () => {
  expect(await typed(rejectCommand, ['approval-4', '--reason', 'first the backup'], { environment })).toEqual([
    'approval-4  rejected  Restart the container web. Asked by devops-ai-agent, rejected by approver: first the backup.',
  ])
})

test.for([
  ['one that was decided', approveCommand, ['approval-1'], environment, /was rejected by approver: not tonight/],
  ['one without the role', approveCommand, ['approval-3'], operator, /expected a person with the role approver/],
  ['one that there is not', rejectCommand, ['approval-9'], environment, /there is no approval "approval-9"/],
  ['what is no id', approveCommand, ['!'], environment, /"!" is no approval, expected an id/],
  ['a freeze without a reason', freezeCommand, [], environment, /required option '--reason/],
] as const)('a complaint: %s', async ([, command, args, from, sentence]) => {
  await expect(typed(command, [...args], { environment: from })).rejects.toThrow(sentence)
})

test('frozen and thawed from the terminal; an approval waits meanwhile', async () => {
  expect(await typed(freezeCommand, ['--reason', 'the release'], { environment: operator })).toEqual([
    expect.stringMatching(/^Frozen by operator since \d{4}-.*: the release$/),
    'No change runs until `devops-ai thaw`.',
  ])
  await expect(typed(approveCommand, ['approval-3'], { environment })).rejects.toThrow(
    /operator has frozen all changes/,
  )
  expect(await typed(thawCommand, [], { environment })).toEqual(['Thawed: changes run again, within policy.'])
  expect(await typed(thawCommand, ['--json'], { environment })).toEqual([
    '{"frozen":false,"by":null,"reason":null,"since":null}',
  ])
})

test('an approval that cannot begin says that it is tried again', async () => {
  await expect(typed(approveCommand, ['approval-3'], { environment })).rejects.toThrow(
    `it is approved and tried again until ${expires_at}`,
  )
})

test('a dead gateway is a sentence', async () => {
  const dead = { ...environment, DEVOPS_AI_GATEWAY_URL: `http://127.0.0.1:${await freePort()}` }
  for (const [command, args] of [
    [approvalsCommand, []],
    [approveCommand, ['approval-3']],
    [thawCommand, []],
  ] as const)
    await expect(typed(command, [...args], { environment: dead })).rejects.toThrow('the gateway does not answer')
})

test('what others wrote stays one harmless line', () => {
  const evil = '\u001b[2J\u009b31mx\r\nallow\u202e'
  const { approval_id: id, steps, name: _name, engine: _engine, type: _type, ...asked } = askedOf(1)
  for (const state of ['waiting', 'voided'] as const) {
    const approval = Approval.parse({
      ...asked,
      ...{ id, state, asked_by: asked.source_id, asked_at: expires_at, expires_at, decided_by: null, ended_at: null },
      ...{ intent: evil, context: evil, sentence: evil, command: evil, detail: evil },
      targets: steps.map(({ target }) => ({ ...target, name: evil })),
      effects: { ...asked.effects, dependents: [evil] },
    })
    for (const line of approvalLines(approval)) expect(line).not.toMatch(/[\p{Cc}\u202e]/u)
  }
})
