import { type Decision, RequestId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { asking } from '../../test/requests.ts'
import { idOf, inspectOf, operator, world, type World } from '../../test/world.ts'

/** A gateway whose restart was journaled and whose outcome nobody saw; then the engine is well again. */
async function inFlight(prepare: (it: World) => void, mood: World['engine']['mood'] = 'deaf') {
  const it = world()
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
