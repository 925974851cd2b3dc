import { type Decision, RequestId } from '@devops-ai/contract'
import { EngineRefused, EngineUnreachable } from '@devops-ai/engine'
import { expect, test } from 'vitest'
import { asking } from '../../test/requests.ts'
import { idOf, indexed, inspectOf, operator, world, type World } from '../../test/world.ts'

/** A gateway whose restart was journaled and whose outcome nobody saw; then the engine is well again. */
async function inFlight(prepare: (it: World) => void, mood: World['engine']['mood'] = 'deaf', it: World = world()) {
  it.engine.mood = mood
  const request = asking('restart the service')
  const night = Promise.withResolvers<void>()
  it.asleep = night.promise
  await it.gateway.execute(operator, request)
  it.engine.mood = 'well'
  prepare(it)
  night.resolve()
  await it.deps.recovery.idle()
  return { it, state: it.gateway.operation(request.request_id ?? RequestId.parse('none-was-given')) }
}

const ended = (overall_status: string) => ({ state: 'done', answer: { overall_status } })

test('what did not happen is run once more, under the same id', async () => {
  const { it, state } = await inFlight(() => {})
  expect(state).toMatchObject(ended('success'))
  expect(it.engine.changes).toEqual(['restart 1', 'restart 1'])
})

test('what happened is not run again', async () => {
  const { it, state } = await inFlight(() => {}, 'lost')
  expect(state).toMatchObject(ended('success'))
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('a half restart is finished by one start', async () => {
  const { it, state } = await inFlight(({ engine }) =>
    engine.states.set(idOf('1'), inspectOf(idOf('1'), { status: 'exited', finished: 20 })),
  )
  expect(state).toMatchObject(ended('success'))
  expect(it.engine.changes).toEqual(['restart 1', 'start 1'])
})

const denied: Decision = { verdict: 'deny', policies: ['frozen'] }

test.for([
  ['policy does not allow it any more', { decision: denied }],
  ['it is too old', { time: Date.parse('2026-01-01T01:00:00.000Z') }],
] as const)('what did not happen is not run when %s', async ([, meanwhile]) => {
  const { it, state } = await inFlight((it) => void Object.assign(it, meanwhile))
  expect(state).toMatchObject(ended('failure'))
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('an engine that stays deaf is asked twice, never a third time', async () => {
  const { it, state } = await inFlight(({ engine }) => void (engine.mood = 'deaf'))
  expect(state).toMatchObject(ended('failure'))
  expect(it.engine.changes).toEqual(['restart 1', 'restart 1'])
})

test('an engine that stays silent leaves it unknown', async () => {
  const { it, state } = await inFlight(({ engine }) => void (engine.isSilent = true))
  expect(state).toMatchObject({ state: 'unknown', answer: { overall_status: 'unknown' } })
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('a container that is gone ends it as a failure', async () => {
  const { state } = await inFlight(({ engine }) => engine.states.clear())
  expect(state).toMatchObject(ended('failure'))
})

/** What the looks after the first come to, in this order: an error, or null for what is there. */
function looks({ engine }: World, errors: readonly (Error | null)[]): void {
  const { look } = engine
  const left = [...errors]
  engine.look = async (object, id) => {
    const error = left.shift()
    if (error) throw error
    return await look(object, id)
  }
}

const [silence, refusal] = [new EngineUnreachable('silent'), new EngineRefused(500, 'not now')]

test.for([
  ['does not answer', silence],
  ['refuses', refusal],
] as const)('run once more, and the look after it is one that the engine %s: it is looked again', async ([, error]) => {
  const { it, state } = await inFlight((it) => looks(it, [null, error]))
  expect(state).toMatchObject(ended('success'))
  expect(it.engine.changes).toEqual(['restart 1', 'restart 1'])
})

const replicas = (): World =>
  world(['1', '2', '3'].map((digit) => indexed(`shop-${digit}`, digit, { service: 'shop' })))

test('of a rolling restart the rest is run in its order, and an engine that is silent between two is waited for', async () => {
  const { it, state } = await inFlight((it) => looks(it, [null, silence, refusal, silence]), 'lost', replicas())
  expect(state).toMatchObject(ended('success'))
  expect(it.engine.changes).toEqual(['restart 1', 'restart 2', 'restart 3'])
})

test('of a rolling restart nothing is run after a replica that does not come back', async () => {
  const { it, state } = await inFlight(
    ({ engine }) => engine.states.set(idOf('1'), inspectOf(idOf('1'), { status: 'exited', started: 20, finished: 21 })),
    'lost',
    replicas(),
  )
  expect(state).toMatchObject(ended('failure'))
  expect(it.engine.changes).toEqual(['restart 1'])
})

test('nothing is asked of policy before the containers of the engine are known', async () => {
  const { it, state } = await inFlight((it) => {
    const { time, deps } = it
    const { get } = deps.index
    const isKnown = (): boolean => it.time > time + 20_000
    Object.assign(deps.index, {
      get: (...of: Parameters<typeof get>) => (isKnown() ? get(...of) : null),
      freshness: () => ({ asOf: null, stale: !isKnown() }),
    })
  })
  expect(state).toMatchObject(ended('success'))
  expect(it.engine.changes).toEqual(['restart 1', 'restart 1'])
})
