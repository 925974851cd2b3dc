import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ApprovalId, type ApprovalVerdict, GatewayHealth } from '@devops-ai/contract'
import { hashToken } from '@devops-ai/gateway-settings'
import { pauseContainer, removeContainer, untilStatus } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { approvalsStage, idOf, known, question, untilState, wish } from '../../test/approvals-stage.ts'
import { type Configured, configured, started, type StartedGateway, tokens } from '../../test/configured.ts'

const stage = await approvalsStage(inject('engineSocket'))
const configuration = (set: Readonly<Record<string, string>> = {}): Promise<Configured> =>
  configured({ engineUrl: `unix://${inject('engineSocket')}`, onlyLabel: stage.label, set })
const approve: ApprovalVerdict = { verdict: 'approve' }

const files = await configuration()
const gateway = await started(files)
const words = ['role', 'service', 'asker', 'used', 'changed', 'paused', 'frozen', 'rejected'] as const
const ids: Record<string, string> = {}

beforeAll(async () => {
  for (const name of words) ids[name] = await stage.make(name)
  await known(gateway, ...words.map(stage.named))
})
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await files[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

const ask = (name: string, by = gateway.agent, source = 'devops-ai-agent') =>
  question(gateway, wish(stage.named(name), 'restart the service', 'container.restart', source), by)

/** What is done to a question, its name, and then the answer to a verdict. */
const refused: readonly (readonly [string, (typeof words)[number], () => Promise<unknown>, number, string, RegExp])[] =
  [
    [
      'a person without the role',
      'role',
      async () => gateway.operator.decide(await ask('role'), approve),
      ...([403, 'not_approver', /operator may not approve changes: expected a person with the role approver/] as const),
    ],
    [
      'a service',
      'service',
      async () => gateway.agent.decide(await ask('service', gateway.operator, 'operator'), approve),
      ...([403, 'not_approver', /devops-ai-agent is no person but of kind service/] as const),
    ],
    [
      'who asked for it',
      'asker',
      async () => gateway.approver.decide(await ask('asker', gateway.approver, 'approver'), approve),
      ...([403, 'own_request', /approver asked for this, expected another person/] as const),
    ],
    [
      'a container made anew under its name',
      'changed',
      async () => {
        const id = await ask('changed')
        await removeContainer(stage.api, ids['changed'] ?? '')
        await stage.make('changed')
        await known(gateway, stage.named('changed'))
        return gateway.approver.decide(id, approve)
      },
      ...([409, 'voided', /it is another one now, [0-9a-f]{12} instead of [0-9a-f]{12}|is gone/] as const),
    ],
    [
      'a container that somebody paused',
      'paused',
      async () => {
        const id = await ask('paused')
        await pauseContainer(stage.api, ids['paused'] ?? '')
        return gateway.approver.decide(id, approve)
      },
      ...([409, 'voided', /it was running and is paused now/] as const),
    ],
    [
      'while frozen',
      'frozen',
      async () => {
        const id = await ask('frozen')
        await gateway.operator.freeze('the release')
        const reply = await gateway.approver.decide(id, approve)
        await gateway.operator.thaw()
        return reply
      },
      ...([409, 'frozen', /operator has frozen all changes since .* \(the release\).*the approval waits/] as const),
    ],
    [
      'one that another person rejected',
      'rejected',
      async () => {
        const id = await ask('rejected')
        await gateway.approver.decide(id, { verdict: 'reject', reason: 'password=hunter2hunter2' })
        return gateway.approver.decide(id, approve)
      },
      ...([409, 'approval_ended', /was rejected by approver: password=/] as const),
    ],
  ]

test.for(refused)('refused in its own words: %s', async ([, name, decided, status, code, detail]) => {
  const before = await stage.counter.starts(name)
  const reply = await decided()
  expect(reply).toMatchObject({ kind: 'problem', status, body: { code, detail: expect.stringMatching(detail) } })
  expect(JSON.stringify(reply)).not.toContain('hunter2')
  expect(await stage.counter.starts(name)).toBe(name === 'changed' ? before + 1 : before)
})

test('a second use is refused, and the first ran once under the id of the request', async () => {
  const request = wish(stage.named('used'))
  const id = await question(gateway, request)
  const [first, second] = await Promise.all([
    gateway.approver.decide(id, approve),
    gateway.approver.decide(id, approve),
  ])
  const replies = [first, second].toSorted((a, b) => a.kind.localeCompare(b.kind))
  expect(replies).toMatchObject([
    { kind: 'answer', body: { answer: { request_id: idOf(request), overall_status: 'success' } } },
    {
      kind: 'problem',
      status: 409,
      body: { code: 'approval_ended', detail: expect.stringMatching(/each is used once/) },
    },
  ])
  expect(await stage.counter.starts('used')).toBe(2)
})

test('an expired one is refused, is not rejected, and is on record', async () => {
  await using short = await configuration({ GATEWAY_APPROVAL_SECONDS: '1' })
  await using quick = await started(short)
  await known(quick, stage.named('role'))
  const request = wish(stage.named('role'))
  const id = await question(quick, request)
  await untilState(quick, request, 'expired')
  const expired = {
    status: 409,
    body: { code: 'approval_expired', detail: expect.stringMatching(/nobody had decided/) },
  }
  expect(await quick.approver.decide(id, approve)).toMatchObject(expired)
  expect(await quick.agent.execute(request)).toMatchObject(expired)
  expect(await stage.counter.starts('role')).toBe(1)
})

/** kill -9, `meanwhile`, and the same folder again. */
async function restarted(
  running: StartedGateway,
  folder: Configured,
  meanwhile: () => Promise<unknown>,
): Promise<StartedGateway> {
  running.process.kill('SIGKILL')
  await running.process.exited
  await meanwhile()
  return await started(folder)
}
const frozenBy = async ({ url }: StartedGateway) => {
  const headers = { authorization: `Bearer ${tokens.agent}` }
  const health = await fetch(`${url}/health`, { headers })
  const metrics = await fetch(`${url}/metrics`, { headers })
  return { ...GatewayHealth.parse(await health.json()), metrics: await metrics.text() }
}

test('a freeze and the questions survive kill -9, and thawing lets them go on', async () => {
  await stage.make('kept')
  await using folder = await configuration()
  const first = await started(folder)
  await known(first, stage.named('kept'))
  const request = wish(stage.named('kept'))
  const id = await question(first, request)
  expect(await first.operator.freeze('token=hunter2hunter2 leaked')).toMatchObject({ body: { frozen: true } })
  await using again = await restarted(first, folder, async () => {})
  await known(again, stage.named('kept'))
  expect(await again.agent.execute(wish(stage.named('kept')))).toMatchObject({ status: 409, body: { code: 'frozen' } })
  expect(await again.approver.decide(id, approve)).toMatchObject({ status: 409, body: { code: 'frozen' } })
  const { status, frozen, metrics } = await frozenBy(again)
  expect({ status, frozen }).toMatchObject({
    status: 'success',
    frozen: { by: 'operator', since: expect.any(String), reason: expect.stringMatching(/^token=.* leaked$/) },
  })
  expect(frozen?.reason).not.toContain('hunter2')
  expect(metrics).toMatch(/^gateway_frozen 1$/m)
  expect(metrics).toMatch(/^gateway_approvals_waiting 1$/m)
  expect(await again.agent.thaw()).toMatchObject({ status: 403, body: { code: 'denied' } })
  expect(await again.approver.thaw()).toMatchObject({ body: { frozen: false } })
  expect(await again.approver.decide(id, approve)).toMatchObject({ body: { answer: { overall_status: 'success' } } })
  const after = await frozenBy(again)
  expect(after.frozen).toBeNull()
  expect(after.metrics).toMatch(/^gateway_frozen 0$/m)
  expect(after.metrics).toMatch(/^gateway_approvals_waiting 0$/m)
  expect(await stage.counter.starts('kept')).toBe(2)
})

test('what changed while the gateway was away is checked again before anything runs', async () => {
  const names = ['forbidden', 'replaced', 'unasked', 'same'] as const
  const made: Record<string, string> = {}
  for (const name of names) made[name] = await stage.make(name)
  await using folder = await configuration()
  const first = await started(folder)
  await known(first, ...names.map(stage.named))
  const requests = {
    forbidden: wish(stage.named('forbidden')),
    replaced: wish(stage.named('replaced')),
    unasked: wish(stage.named('unasked'), 'restart the service', 'container.restart', 'operator'),
    same: wish(stage.named('same'), `docker stop -t 3 ${stage.named('same')}`, 'container.stop'),
  }
  const questions = new Map<string, ApprovalId>()
  for (const name of names)
    questions.set(name, await question(first, requests[name], name === 'unasked' ? first.operator : first.agent))
  await using again = await restarted(first, folder, async () => {
    const forbid = `@id("not-this") forbid (principal, action in Action::"change", resource)\nwhen { resource.name == "${stage.named('forbidden')}" };`
    await writeFile(join(folder.dir, 'policies', 'own.cedar'), forbid)
    const without = [
      { id: 'devops-ai-agent', kind: 'service', roles: [], token_sha256: hashToken(tokens.agent) },
      { id: 'approver', kind: 'person', roles: ['approver'], token_sha256: hashToken(tokens.approver) },
    ]
    await writeFile(join(folder.dir, 'sources.json'), JSON.stringify({ sources: without }))
    await removeContainer(stage.api, made['replaced'] ?? '')
    await stage.make('replaced')
  })
  await known(again, ...names.map(stage.named))
  const decided = (name: (typeof names)[number]) => again.approver.decide(questions.get(name) ?? expect.fail(), approve)
  for (const [name, detail] of [
    ['forbidden', /not-this/],
    ['replaced', /it is another one now/],
    ['unasked', /operator, who asked for it, is not in the sources file/],
  ] as const) {
    const voided = { code: 'voided', detail: expect.stringMatching(detail) }
    expect(await decided(name)).toMatchObject({ status: 409, body: voided })
    expect(await again.agent.operation(idOf(requests[name]))).toMatchObject({ body: { state: 'voided' } })
  }
  expect(await decided('same')).toMatchObject({ body: { answer: { overall_status: 'success' } } })
  await untilStatus(stage.api, made['same'] ?? '', 'exited', 60_000)
  expect(await Promise.all(names.map(stage.counter.starts))).toEqual([1, 2, 1, 1])
})

test('given just before the end of a gateway that stays away too long: void', async () => {
  await stage.make('late')
  await using folder = await configuration({ GATEWAY_APPROVAL_SECONDS: '3' })
  const first = await started(folder, 'after verdict')
  await known(first, stage.named('late'))
  const request = wish(stage.named('late'))
  const id = await question(first, request)
  expect(await first.approver.decide(id, approve)).toMatchObject({ kind: 'unreachable' })
  // Away until it had expired: the engine is not where the settings say, so that the next start cannot run it either.
  await writeFile(
    join(folder.dir, 'engines.json'),
    JSON.stringify({
      engines: [
        {
          name: 'local',
          url: 'unix:///nowhere/docker.sock',
          required: true,
          stop_timeout_seconds: 5,
          only_label: 'a=b',
        },
      ],
    }),
  )
  await using again = await started(folder)
  await untilState(again, request, 'voided')
  expect(await again.agent.operation(idOf(request))).toMatchObject({
    body: { detail: expect.stringMatching(/it was approved and could not begin before it expired/) },
  })
  expect(await stage.counter.starts('late')).toBe(1)
})
