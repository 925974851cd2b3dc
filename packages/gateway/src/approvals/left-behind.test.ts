import { expect, test } from 'vitest'
import { approvable, approve, asked, later, reject, restart, tended } from '../../test/approvable.ts'
import { agent, approver } from '../../test/world.ts'

test('killed between the word and the intent: it runs once at the next start, under its id', async () => {
  const before = approvable()
  const { id, requestId, request } = await asked(before)
  await before.journal.append({
    type: 'approval_ended',
    approval_id: id,
    verdict: 'approved',
    by: approver.id,
    detail: '',
  })
  const it = approvable(before)
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'pending' })
  expect(await it.gateway.execute(agent, request)).toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 })
  await it.gateway.approvals.tend()
  expect(await it.gateway.execute(agent, request)).toMatchObject({ answer: { overall_status: 'success' } })
  await tended(it)
  expect(it.engine.changes).toEqual(['restart 1'])
  const third = approvable(it)
  await tended(third)
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('killed after the intent: an approval is no reason to run it again, only the recovery may', async () => {
  const before = approvable()
  const { id, requestId } = await asked(before)
  await approve(before, id)
  before.journal.bodies.splice(-1)
  const it = approvable(before)
  await tended(it)
  expect(it.engine.changes).toEqual(['restart 1'])
  for (const recorded of it.journal.inFlight()) it.deps.recovery.take(recorded)
  await it.deps.recovery.idle()
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'done', answer: { overall_status: 'success' } })
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('what ran is not run again when its outcome is forgotten and an older question still waits', async () => {
  const before = approvable()
  await asked(before)
  const { id } = await asked(before)
  await approve(before, id)
  before.time += 25 * 3_600_000
  const it = approvable(before)
  await tended(it)
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('given, and the gateway was away until it had expired: void, and it does not run', async () => {
  const before = approvable()
  const { id, requestId } = await asked(before)
  await before.journal.append({
    type: 'approval_ended',
    approval_id: id,
    verdict: 'approved',
    by: approver.id,
    detail: '',
  })
  before.time += later
  const it = approvable(before)
  await tended(it)
  expect(it.gateway.operation(requestId)).toMatchObject({
    state: 'voided',
    detail: expect.stringMatching(/approved and could not begin before it expired/),
  })
  expect(it.engine.changes).toEqual([])
})

test('an engine that does not answer: it is approved, tried again, and runs once when it answers', async () => {
  const it = approvable()
  const { id, requestId } = await asked(it)
  it.engine.isSilent = true
  expect(await approve(it, id)).toMatchObject({
    code: 'engine_unavailable',
    detail: expect.stringMatching(/it is approved and tried again until 2026-01-01T00:11:00.000Z$/),
  })
  expect(await approve(it, id)).toMatchObject({ code: 'approval_ended' })
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'pending' })
  await tended(it)
  it.engine.isSilent = false
  await Promise.all([it.gateway.approvals.tend(), it.gateway.approvals.tend()])
  await it.gateway.idle()
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'done' })
})

test('an engine that does not answer until the expiry: it is void', async () => {
  const it = approvable()
  const { id, requestId } = await asked(it)
  it.engine.isSilent = true
  await approve(it, id)
  it.time += later
  it.engine.isSilent = false
  await tended(it)
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'voided' })
  expect(it.engine.changes).toEqual([])
})

test('a journal that refuses the word: nothing runs and the question waits', async () => {
  const it = approvable()
  const { id, requestId } = await asked(it)
  it.journal.isFull = true
  expect(await approve(it, id)).toMatchObject({ code: 'journal_unavailable' })
  expect(await reject(it, id)).toMatchObject({ code: 'journal_unavailable' })
  it.time += later
  await it.gateway.approvals.tend()
  expect(it.alarms).toHaveLength(2)
  expect(it.engine.changes).toEqual([])
  it.time -= later
  it.journal.isFull = false
  expect(it.gateway.operation(requestId)).toMatchObject({ state: 'approval_required' })
})

test('a journal that refuses the intent behind the word: nothing runs; when it writes again, it runs once', async () => {
  const it = approvable()
  const { id } = await asked(it)
  const { append } = it.journal
  it.journal.append = async (body) => {
    it.journal.isFull ||= body.type === 'intent'
    return await append(body)
  }
  expect(await approve(it, id)).toMatchObject({ code: 'journal_unavailable' })
  await tended(it)
  expect(it.engine.changes).toEqual([])
  Object.assign(it.journal, { append, isFull: false })
  await tended(it)
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('a journal that refuses the question: nobody is asked', async () => {
  const it = approvable()
  it.journal.isFull = true
  expect(await it.gateway.execute(agent, restart())).toMatchObject({ code: 'journal_unavailable' })
  expect(it.gateway.approvals.list()).toEqual([])
})

test('the journal is asked whether it can be written only when there is something to write', async () => {
  const it = approvable()
  let asks = 0
  it.journal.writable = () => (asks += 1) > 0
  await tended(it)
  const { id } = await asked(it)
  await tended(it)
  await approve(it, id)
  await tended(it)
  expect(asks).toBe(0)
  await asked(it)
  it.time += later
  await tended(it)
  expect(asks).toBe(1)
})
