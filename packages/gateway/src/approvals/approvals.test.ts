import { ApprovalId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { sourceOf } from '../../../policy/src/testing/questions.ts'
import {
  approvable,
  approve,
  asked,
  later,
  reject,
  restart,
  shipped,
  tended,
  verdictsIn,
} from '../../test/approvable.ts'
import { asking } from '../../test/requests.ts'
import { agent, approver, idOf, indexed, inspectOf, operator, type World } from '../../test/world.ts'

test('a question says in words made from the operation what would be done, and nothing runs', async () => {
  const it = approvable()
  const { id, requestId, request } = await asked(it)
  expect(it.engine.changes).toEqual([])
  expect(it.gateway.approvals.list()).toMatchObject([
    {
      id,
      request_id: requestId,
      state: 'waiting',
      asked_by: 'agent',
      command: 'docker restart shop',
      targets: [{ id: idOf('1'), name: 'shop' }],
      effects: { interrupts: true, last_healthy_replica: true },
      decision: { verdict: 'approve', policies: ['autonomy-approve'] },
      decided_by: null,
    },
  ])
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'approval_required', approval: { id } })
  expect(await it.gateway.execute(agent, request)).toMatchObject({
    answer: { overall_status: 'approval_required', approval: { id } },
  })
  expect(it.gateway.approvals.list()).toHaveLength(1)
  expect(it.audit).toMatchObject([{ success: false, command_executed: null }])
})

test('what a person approves runs once, under its original id, on record and audited', async () => {
  const it = approvable()
  const { id, requestId, request } = await asked(it)
  expect(await approve(it, id)).toMatchObject({
    ok: true,
    approval: { state: 'approved', decided_by: 'approver' },
    answer: { request_id: requestId, overall_status: 'success' },
  })
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(it.journal.bodies).toMatchObject([
    { type: 'approval_requested', source_id: 'agent' },
    { type: 'approval_ended', verdict: 'approved', by: 'approver' },
    { type: 'intent', request_id: requestId, source_id: 'agent', approval_id: id },
    { type: 'outcome', request_id: requestId },
  ])
  expect(it.audit.at(-1)).toMatchObject({
    source: 'agent',
    operation: 'container.restart',
    target: 'shop',
    success: true,
    command_executed: 'docker restart shop',
  })
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'done' })
  expect(await it.gateway.execute(agent, request)).toMatchObject({ answer: { overall_status: 'success' } })
  expect(await approve(it, id)).toMatchObject({
    code: 'approval_ended',
    detail: expect.stringMatching(/was given by approver already, each is used once/),
  })
  expect(it.engine.changes).toEqual(['restart 1'])
})

test.for([
  [
    'a person without the role',
    sourceOf('person', 'ada', ['operator']),
    'not_approver',
    /expected a person with the role approver/,
  ],
  ['a service, whatever its roles', sourceOf('service', 'bot', ['approver']), 'not_approver', /of kind service/],
  ['an MCP client, whatever its roles', sourceOf('mcp', 'chat', ['approver']), 'not_approver', /of kind mcp/],
  ['who asked for it', approver, 'own_request', /approver asked for this, expected another person/],
] as const)('refused, and the question still waits: %s', async ([, person, code, detail]) => {
  const it = approvable()
  const { id, requestId } = await asked(it, restart({ source_id: 'approver' }), approver)
  for (const verdict of ['approve', 'reject'] as const)
    expect(await it.gateway.approvals.decide(person, id, { verdict })).toMatchObject({
      ok: false,
      code,
      detail: expect.stringMatching(detail),
    })
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'approval_required' })
  expect(it.engine.changes).toEqual([])
})

/** Brings a question to an end; what its end is called, and what a verdict and a repeat are told. */
const ends = [
  [
    'rejected',
    async (it: World, id: ApprovalId) => void (await reject(it, id, 'password=hunter2hunter2')),
    'approval_ended',
    /was rejected by approver: password=\[redacted\]/,
  ],
  [
    'rejected without a reason',
    async (it: World, id: ApprovalId) => void (await reject(it, id, '')),
    'approval_ended',
    /was rejected by approver$/,
  ],
  [
    'expired, and it is on record',
    async (it: World) => {
      it.time += later
      await it.gateway.approvals.tend()
    },
    'approval_expired',
    /expired at 2026-01-01T00:11:00.000Z, and nobody had decided; ask .* with a new request id/,
  ],
  [
    'expired, and it is not yet on record',
    async (it: World) => void (it.time += later),
    'approval_expired',
    /expired at/,
  ],
  [
    'voided',
    async (it: World, id: ApprovalId) => {
      it.engine.states.set(idOf('1'), inspectOf(idOf('1'), { status: 'exited', finished: 9 }))
      await approve(it, id)
    },
    'voided',
    /is void: nothing was run: .*it was running and is exited now/,
  ],
] as const

test.for(ends)(
  'a question that is %s takes no verdict, and says so to who asks again',
  async ([name, ended, code, detail]) => {
    const it = approvable()
    const { id, request, requestId } = await asked(it)
    await ended(it, id)
    const state = name.split(/[ ,]/)[0]
    const refusal = { ok: false, code, detail: expect.stringMatching(detail) }
    for (const gateway of [it.gateway, approvable(it).gateway]) {
      expect(gateway.approvals.get(id)).toMatchObject({ state })
      expect(gateway.operation(requestId)).toMatchObject({ state })
      expect(await gateway.approvals.decide(approver, id, { verdict: 'approve' })).toMatchObject(refusal)
      expect(await gateway.approvals.decide(approver, id, { verdict: 'reject' })).toMatchObject(refusal)
      expect(await gateway.execute(agent, request)).toMatchObject(refusal)
      const other = asking('stop the service', {}, { request_id: requestId })
      expect(await gateway.execute(operator, other)).toMatchObject({ code: 'conflict' })
      expect(
        await gateway.execute(operator, { ...other, action_request: { intent: 'stop it', dry_run: true } }),
      ).toMatchObject({ code: 'conflict' })
    }
    expect(it.engine.changes).toEqual([])
    expect(JSON.stringify(it.journal.bodies)).not.toContain('hunter2')
    // Every refusal is on record, also of a repeat.
    expect(it.journal.bodies.filter(({ type }) => type === 'refusal')).toHaveLength(3)
  },
)

test('of two persons at once the first counts, and it runs once', async () => {
  for (const [one, two] of [
    ['approve', 'approve'],
    ['approve', 'reject'],
    ['reject', 'approve'],
  ] as const) {
    const it = approvable()
    const { id } = await asked(it)
    const [first, second] = await Promise.all([
      it.gateway.approvals.decide(approver, id, { verdict: one }),
      it.gateway.approvals.decide(sourceOf('person', 'grace', ['approver']), id, { verdict: two }),
    ])
    expect(first).toMatchObject({ ok: true, approval: { decided_by: 'approver' } })
    expect(second).toMatchObject({ code: 'approval_ended' })
    expect(it.engine.changes).toEqual(one === 'approve' ? ['restart 1'] : [])
    expect(verdictsIn(it)).toHaveLength(1)
  }
})

test('a verdict at the moment of expiry: the one that is written first counts', async () => {
  const it = approvable()
  const { id } = await asked(it)
  const { append } = it.journal
  let expired = Promise.resolve()
  it.journal.append = async (body) => {
    if (body.type === 'approval_ended' && body.verdict === 'approved') {
      it.time += later
      expired = it.gateway.approvals.tend()
    }
    return await append(body)
  }
  expect(await approve(it, id)).toMatchObject({
    code: 'voided',
    detail: expect.stringMatching(/could not begin before it expired/),
  })
  await expired
  expect(verdictsIn(it)).toEqual(['approved', 'voided'])
  expect(it.engine.changes).toEqual([])
})

test('while frozen nothing is approved and the question waits; rejecting goes on', async () => {
  const it = approvable()
  const [one, two] = [await asked(it), await asked(it)]
  await it.deps.freeze.freeze(approver, 'the release')
  expect(await approve(it, one.id)).toMatchObject({
    code: 'frozen',
    detail: expect.stringMatching(/the release.*waits$/),
  })
  expect(await reject(it, two.id)).toMatchObject({ ok: true })
  await it.deps.freeze.thaw(approver)
  expect(await approve(it, one.id)).toMatchObject({ answer: { overall_status: 'success' } })
})

test('what is frozen between the word and its beginning does not run, nor after the thaw', async () => {
  const it = approvable()
  const { id } = await asked(it)
  const { append } = it.journal
  it.journal.append = async (body) => {
    if (body.type === 'approval_ended') void it.deps.freeze.freeze(approver, 'stop')
    return await append(body)
  }
  expect(await approve(it, id)).toMatchObject({
    code: 'voided',
    detail: expect.stringMatching(/approver has frozen all changes/),
  })
  await it.deps.freeze.thaw(approver)
  await tended(it)
  expect(it.engine.changes).toEqual([])
})

test('a dry run tells that an approval would be needed, and asks nobody', async () => {
  const it = approvable()
  const dry = asking('restart the service', { dry_run: true })
  expect(await it.gateway.execute(operator, dry)).toMatchObject({ answer: { overall_status: 'preview' } })
  expect(it.gateway.approvals.list()).toEqual([])
})

test('a change that turns out to need a person while it waits its turn asks him', async () => {
  const auto = { 'devops-ai.autonomy': 'auto' }
  const it = approvable(undefined, [indexed('shop', '1', { ownLabels: auto, labels: auto })])
  const { decide } = shipped
  let looks = 0
  const needsAPersonAtTheSecondLook: typeof decide = (question) =>
    (looks += 1) === 1 ? decide(question) : { verdict: 'approve', policies: ['ask'] }
  Object.assign(it.deps, { policy: { ...shipped, decide: needsAPersonAtTheSecondLook } })
  expect(await it.gateway.execute(agent, restart())).toMatchObject({ answer: { overall_status: 'approval_required' } })
  expect(it.engine.changes).toEqual([])
})

test('approved before the call that asked has answered, it still runs, and only once', async () => {
  const it = approvable()
  const { append } = it.journal
  const given: ReturnType<typeof approve>[] = []
  it.journal.append = async (body) => {
    const reference = await append(body)
    if (body.type === 'approval_requested') {
      given.push(approve(it, body.approval_id))
      // The call that asked is still on its way when the word is on record.
      while (verdictsIn(it).length === 0) await Promise.resolve()
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
    }
    return reference
  }
  const request = restart()
  expect(await it.gateway.execute(agent, request)).toMatchObject({ answer: { overall_status: 'approval_required' } })
  expect(await Promise.all(given)).toMatchObject([{ answer: { overall_status: 'success' } }])
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('while frozen nobody is asked', async () => {
  const it = approvable()
  await it.deps.freeze.freeze(approver, 'the release')
  expect(await it.gateway.execute(agent, restart())).toMatchObject({ code: 'frozen' })
  expect(it.gateway.approvals.list()).toEqual([])
})

test('one source may have a hundred questions waiting, and others are not kept from theirs', async () => {
  const it = approvable()
  for (let count = 0; count < 100; count += 1) await asked(it)
  expect(await it.gateway.execute(agent, restart())).toMatchObject({
    code: 'overloaded',
    detail: expect.stringMatching(/100 changes that agent asked for wait/),
  })
  await asked(it, asking('restart the service'), operator)
  it.time += later
  await it.gateway.approvals.tend()
  await asked(it)
  const states = it.gateway.approvals.list().map(({ state }) => state)
  expect(states).toEqual(['waiting', ...Array.from({ length: 100 }, () => 'expired')])
})

test('nobody decides on what there is not', async () => {
  const it = approvable()
  const id = ApprovalId.parse('approval-0')
  expect(await approve(it, id)).toMatchObject({ code: 'unknown_approval' })
  expect(it.gateway.approvals.get(id)).toMatchObject({ code: 'unknown_approval' })
})
