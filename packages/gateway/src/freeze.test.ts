import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asking } from '../test/requests.ts'
import { approver, indexed, operator, world, type World } from '../test/world.ts'

const replica = { service: 'web', project: 'p' }
const replicas = (): World => world([indexed('web-1', '1', replica), indexed('web-2', '2', replica)])
const rolling = asking('restart the service', {}, { target_resource: { name: 'web' } })

test('while frozen no change runs, reads and dry runs do, and the refusal says who, since when and why', async () => {
  const it = world()
  await it.deps.freeze.freeze(approver, 'the release')
  const refusal = {
    code: 'frozen',
    detail: expect.stringMatching(/approver has frozen all changes since 2026-01-01T00:01:00.000Z \(the release\)/),
  }
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject(refusal)
  expect(await it.gateway.execute(operator, asking('check if service is healthy'))).toMatchObject({ ok: true })
  expect(await it.gateway.execute(operator, asking('restart the service', { dry_run: true }))).toMatchObject({
    ok: true,
  })
  expect(it.engine.changes).toEqual([])
  const again = world(undefined, it)
  expect(await again.gateway.execute(operator, asking('restart the service'))).toMatchObject(refusal)
  await again.deps.freeze.thaw(operator)
  expect(await again.gateway.execute(operator, asking('restart the service'))).toMatchObject({ ok: true })
  expect(world(undefined, again).deps.freeze.now()).toBeNull()
})

test('a freeze counts from the moment that it is said, before it is on disk', async () => {
  const it = world()
  const { append } = it.journal
  const disk = Promise.withResolvers<void>()
  it.journal.append = async (body) => {
    if (body.type === 'frozen') await disk.promise
    return await append(body)
  }
  const said = it.deps.freeze.freeze(approver, 'stop')
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({ code: 'frozen' })
  disk.resolve()
  expect(await said).toBeNull()
  expect(it.deps.freeze.now()).toMatchObject({ by: 'approver', reason: 'stop' })
})

test('one that cannot be written is refused, and holds no change back longer than the journal does', async () => {
  const it = world()
  it.journal.isFull = true
  expect(await it.deps.freeze.freeze(approver, 'stop')).toMatchObject({ code: 'journal_unavailable' })
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({
    code: 'journal_unavailable',
  })
  expect(it.deps.freeze.now()).toBeNull()
})

test('a rolling restart stops before the next container, and says why', async () => {
  const it = replicas()
  const { change } = it.engine
  it.engine.change = async (...call) => {
    await it.deps.freeze.freeze(approver, 'stop')
    return await change(...call)
  }
  expect(await it.gateway.execute(operator, rolling)).toMatchObject({
    answer: {
      overall_status: 'failure',
      execution_details: { execution_result: { stderr: expect.stringMatching(/approver has frozen.*left as it is/) } },
    },
  })
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('what was in flight at a sudden end is not run again while frozen', async () => {
  const before = world()
  before.engine.mood = 'deaf'
  before.asleep = new Promise(() => {})
  const request = asking('restart the service')
  await before.gateway.execute(operator, request)
  await before.deps.freeze.freeze(approver, 'stop')
  const it = world(undefined, before)
  it.engine.mood = 'well'
  for (const recorded of it.journal.inFlight()) it.deps.recovery.take(recorded)
  await it.deps.recovery.idle()
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(it.gateway.operation(request.request_id ?? expect.fail())).toMatchObject({
    answer: {
      overall_status: 'failure',
      execution_details: { execution_result: { stderr: expect.stringMatching(/frozen/) } },
    },
  })
})

/** Lets others go first so many times. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve()
}

test('in whatever order things happen, no intent stands between a freeze and its thaw', async () => {
  const anyMoment = fc.record({ at: fc.nat(40), what: fc.constantFrom('change', 'freeze', 'thaw') })
  await fc.assert(
    fc.asyncProperty(fc.array(anyMoment, { minLength: 2, maxLength: 8 }), fc.nat(12), async (moments, slow) => {
      const it = world()
      const { append } = it.journal
      // As the disk does it: in the order in which they were handed over, some time later.
      let last: Promise<unknown> = Promise.resolve()
      it.journal.append = (body) => {
        const written = last.then(() => turns(slow)).then(() => append(body))
        last = written
        return written
      }
      await Promise.all(
        moments.map(async ({ at, what }) => {
          await turns(at)
          if (what === 'change') await it.gateway.execute(operator, asking('restart the service'))
          else if (what === 'freeze') await it.deps.freeze.freeze(approver, 'stop')
          else await it.deps.freeze.thaw(approver)
        }),
      )
      let isFrozen = false
      for (const { type } of it.journal.bodies) {
        if (type === 'frozen' || type === 'thawed') isFrozen = type === 'frozen'
        expect(isFrozen && type === 'intent').toBe(false)
      }
      expect(it.engine.changes).toHaveLength(it.journal.bodies.filter(({ type }) => type === 'intent').length)
    }),
    { numRuns: 300 },
  )
})
