import type { IncidentEvent } from '@devops-ai/contract'
import { inspectContainer, setRestartPolicy, untilStatus } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ set: { AGENT_VERIFY_SECONDS: '20' } })
})
afterAll(() => world[Symbol.asyncDispose]())

// It works for two seconds; when it is started again it ends within a moment, for ever.
const fragile = 'if [ -f /tmp/x ]; then sleep 0.2; exit 1; else touch /tmp/x; sleep 2; exit 1; fi'

test('a start after which a container only loops is taken back, verified, and told with both', async () => {
  await world.both.process('agent').stop()
  const { id, name } = await world.service('fragile', { autonomy: 'auto', program: fragile })
  await untilStatus(world.api, id, 'exited', 60_000)
  // Somebody in a hurry tells the engine to restart it for ever, which the engine does from the next start on.
  await setRestartPolicy(world.api, id, 'always')
  await world.both.start('agent')

  const incident = await world.both.untilIncident(
    `an escalated incident on ${name}`,
    ({ target, phase }) => target?.name === name && phase === 'escalated',
    90_000,
  )
  const events = incident.events.map(({ event }) => event)
  const of = <T extends IncidentEvent['type']>(type: T) =>
    events.filter((event): event is Extract<IncidentEvent, { type: T }> => event.type === type)
  expect(of('verified')).toMatchObject([{ verdict: 'worse' }])
  expect(of('undo_requested')).toMatchObject([{ sentence: expect.stringMatching(/^Stop /) as string }])
  expect(of('undo_verified')).toMatchObject([{ verdict: 'restored' }])
  expect(of('escalated')).toMatchObject([
    { reason: expect.stringMatching(/^It got worse: .*That was taken back: /) as string },
  ])
  expect(incident).toMatchObject({ verification: 'worse', changes: 2 })
  expect((await inspectContainer(world.api, id)).State).toMatchObject({ Running: false, Restarting: false })
  expect(world.recorder.of(name, 'stop')).toHaveLength(1)
})
