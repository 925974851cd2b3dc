import { mains, untilHealth, type BothOptions } from '@devops-ai/testkit'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

type Service = 'gateway' | 'agent'

const failing = {
  gateway: fileURLToPath(new URL('../../packages/gateway/test/main-with-failpoints.ts', import.meta.url)),
  agent: fileURLToPath(new URL('../failpoints/agent.ts', import.meta.url)),
} as const

/** The service ends itself by SIGKILL at the point. */
const endingAt = (service: Service, point: string): Partial<BothOptions> => ({
  entries: { [service]: failing[service] },
  env: { [service]: { FAIL_AT: point } },
})

// It ignores SIGTERM: its stop takes the whole stop time-out of 3 s, and its restart is easily caught in the middle.
const stubborn = 'trap "" TERM; httpd -f -p 80 -h /tmp & while :; do sleep 1; done'

async function hangs(world: World) {
  const { id, name } = await world.service('stubborn', {
    autonomy: 'auto',
    program: stubborn,
    spec: { stopTimeout: 3 },
  })
  await untilHealth(world.api, id, 'healthy', 20_000)
  await world.hang(id)
  return name
}

async function repairedOnce(world: World, name: string) {
  const incident = await world.both.untilIncident(
    `a resolved incident on ${name}`,
    ({ target, phase }) => target?.name === name && phase === 'resolved',
    120_000,
  )
  expect(incident).toMatchObject({ verification: 'fixed', changes: 1 })
  expect(await world.starts('stubborn')).toBe(2)
  expect(world.recorder.of(name, 'start')).toHaveLength(2)
  expect(await world.both.cli('journal', 'verify')).toMatchObject({ code: 0 })
}

test.for([
  ['gateway', 'after intent', 'after the write-ahead entry'],
  ['gateway', 'while stopping', 'while the engine is still stopping'],
  ['gateway', 'before outcome', 'after the effect, before the outcome is stored'],
  ['agent', 'before call', 'after the request is stored, before it is sent'],
  ['agent', 'after answer', 'after the answer has come, before it is stored'],
] as const)('the %s killed %s: %s, the incident goes on with one restart', async ([service, point]) => {
  await using world = await startWorld(endingAt(service, point))
  const name = await hangs(world)
  expect(await world.both.process(service).exited).toMatchObject({ signal: 'SIGKILL' })
  await world.both.start(service, mains[service])
  await repairedOnce(world, name)
})

test.for(['agent', 'gateway'] as const)(
  'the %s killed while the engine is stopping, by a hand from outside',
  async (service) => {
    await using world = await startWorld()
    const name = await hangs(world)
    await world.recorder.waitFor(name, 'kill', 30_000)
    world.both.process(service).kill('SIGKILL')
    await world.both.process(service).exited
    await world.both.start(service)
    await repairedOnce(world, name)
  },
)

test('both killed at once while the engine is stopping', async () => {
  await using world = await startWorld()
  const name = await hangs(world)
  await world.recorder.waitFor(name, 'kill', 30_000)
  for (const service of ['agent', 'gateway'] as const) world.both.process(service).kill('SIGKILL')
  for (const service of ['gateway', 'agent'] as const) {
    await world.both.process(service).exited
    await world.both.start(service)
  }
  await repairedOnce(world, name)
})
