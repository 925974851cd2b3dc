import { inspectContainer, mains, untilHealth, type BothOptions } from '@devops-ai/testkit'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

interface Hung {
  readonly id: string
  readonly name: string
  /** The engine's word for its first start. */
  readonly startedAt: string
}

async function hangs(world: World): Promise<Hung> {
  const { id, name } = await world.service('stubborn', {
    autonomy: 'auto',
    program: stubborn,
    spec: { stopTimeout: 3 },
  })
  const { State } = await untilHealth(world.api, id, 'healthy', 60_000)
  await world.hang(id)
  return { id, name, startedAt: State.StartedAt }
}

/** What a kill found: how far the change had come at the engine and in the journal. */
async function foundBy(world: World, { id, name, startedAt }: Hung) {
  const { State } = await inspectContainer(world.api, id)
  return {
    sent: world.recorder.of(name, 'kill').length > 0,
    restarted: State.StartedAt !== startedAt,
    journal: await journaled(world),
  }
}

/** The change's entries, read from the files. */
async function journaled({ both }: World): Promise<readonly string[]> {
  const segments = (await readdir(both.journalDir)).filter((name) => name.endsWith('.ndjson')).toSorted()
  const texts = await Promise.all(segments.map((name) => readFile(join(both.journalDir, name), 'utf8')))
  return [...texts.join('').matchAll(/"body":\{"type":"(intent|outcome)"/g)].map(([, type]) => type ?? '')
}

async function repairedOnce(world: World, { name }: Hung) {
  const incident = await world.both.untilIncident(
    `a resolved incident on ${name}`,
    ({ target, phase }) => target?.name === name && phase === 'resolved',
    120_000,
  )
  expect(incident).toMatchObject({ verification: 'fixed', changes: 1 })
  const requested = incident.events.filter(({ event }) => event.type === 'operation_requested')
  expect(requested).toHaveLength(1)
  expect(await world.starts('stubborn')).toBe(2)
  expect(world.recorder.of(name, 'start')).toHaveLength(2)
  expect(world.recorder.of(name, 'restart')).toHaveLength(1)
  expect(await journaled(world)).toEqual(['intent', 'outcome'])
  expect(await world.both.cli('journal', 'verify')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^verified: \d+ entries/),
  })
}

/** The process id of the embedded PostgreSQL that the agent told of. */
async function postgresOf({ both }: World, how: 'started' | 'taken over'): Promise<string | undefined> {
  const line = await both.process('agent').waitForLine(new RegExp(`PostgreSQL \\(process \\d+\\) ${how}`), 60_000)
  return /process (\d+)/.exec(line)?.[1]
}

/** After an agent's sudden end its PostgreSQL goes on, and the next agent takes over the same one. */
async function startAgain(world: World, service: Service): Promise<void> {
  const orphan = service === 'agent' ? await postgresOf(world, 'started') : undefined
  await world.both.start(service, mains[service])
  if (service === 'agent') expect(await postgresOf(world, 'taken over')).toBe(orphan)
}

const nothing = { sent: false, restarted: false, journal: [] }
const recorded = { sent: false, restarted: false, journal: ['intent'] }
const stopping = { sent: true, restarted: false, journal: ['intent'] }
const effected = { sent: true, restarted: true, journal: ['intent'] }
const outcomeStored = { sent: true, restarted: true, journal: ['intent', 'outcome'] }

test.for([
  ['gateway', 'after intent', 'after the write-ahead entry', recorded],
  ['gateway', 'before outcome', 'after the effect, before the outcome is stored', effected],
  ['gateway', 'after outcome', 'after the outcome is stored, before the answer', outcomeStored],
  ['agent', 'before call', 'after the request is stored, before it is sent', nothing],
  ['agent', 'after answer', 'after the answer has come, before it is stored', outcomeStored],
] as const)('the %s killed %s: %s, the incident goes on with one restart', async ([service, point, , found]) => {
  await using world = await startWorld(endingAt(service, point))
  const hung = await hangs(world)
  expect(await world.both.process(service).exited).toMatchObject({ signal: 'SIGKILL' })
  expect(await foundBy(world, hung)).toEqual(found)
  await startAgain(world, service)
  await repairedOnce(world, hung)
})

test.for([
  ['the agent', ['agent']],
  ['the gateway', ['gateway']],
  ['both', ['gateway', 'agent']],
] as const)('%s killed from outside while the engine is still stopping, with one restart', async ([, services]) => {
  await using world = await startWorld()
  const hung = await hangs(world)
  await world.recorder.waitFor(hung.name, 'kill', 60_000)
  for (const service of services) world.both.process(service).kill('SIGKILL')
  for (const service of services) expect(await world.both.process(service).exited).toMatchObject({ signal: 'SIGKILL' })
  expect(await foundBy(world, hung)).toEqual(stopping)
  for (const service of services) await startAgain(world, service)
  await repairedOnce(world, hung)
})
