import { inspectContainer, recordEvents, startContainer, until } from '@devops-ai/testkit'
import fc from 'fast-check'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { started, type StartedGateway } from '../../test/configured.ts'
import { journaled } from '../../test/crash/journaled.ts'
import {
  deadlineMs,
  nextChange,
  type Scene,
  scene,
  send,
  type Sent,
  stateOf,
  untilHeard,
  untilJoined,
  untilKnown,
} from '../../test/crash/scene.ts'
import type { Victim } from '../../test/crash/site.ts'

const timeoutMs = 600_000
/** From SIGTERM to SIGKILL: the stop time-out of every container here. */
const stopMs = 1_000

/**
 * The engine dies in the middle of two restarts: so many milliseconds after it told this of the lead, whose process has
 * ended by then, and about so many after the other's call was sent.
 */
interface Instant {
  readonly lead: 'die' | 'stop' | 'start'
  readonly afterMs: number
  readonly otherMs: number
}

// Ten instants in five deaths: the others while they are stopped, the leads from the end of their process to the answer.
const few = fc.sample(fc.nat(40), { numRuns: 5, seed: 20261127 })
const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = few
const instants: readonly Instant[] = [
  { lead: 'die', afterMs: 0, otherMs: 500 + first },
  { lead: 'stop', afterMs: first, otherMs: 900 + second },
  { lead: 'stop', afterMs: 40 + second, otherMs: 10 + third },
  { lead: 'start', afterMs: 0, otherMs: 150 + fourth },
  { lead: 'start', afterMs: third, otherMs: 300 + fifth },
]

/** Sends both restarts and kills the engine at the instant; `also` is done just before. */
async function strike(
  { site, engine }: Scene,
  gateway: StartedGateway,
  [lead, other]: readonly [Victim, Victim],
  { instant, also }: { readonly instant: Instant; readonly also?: () => void },
): Promise<readonly Sent[]> {
  await using recorder = await recordEvents(site.api)
  const sent = [send(gateway, lead)]
  await untilHeard(recorder, lead, 'kill')
  await pause(stopMs - instant.otherMs)
  sent.push(send(gateway, other))
  await untilHeard(recorder, lead, instant.lead)
  await pause(instant.afterMs)
  also?.()
  await engine.kill()
  return sent
}

/** Known, or honestly unknown and fenced until somebody starts it; never two effects, and never closed for ever. */
async function judge({ site, configuration }: Scene, gateway: StartedGateway, sent: Sent): Promise<string> {
  const { victim, id } = sent
  const ended = await untilKnown(gateway, sent)
  expect(ended).toMatch(/^(404|unknown|done success|done failure)$/)
  const starts = await victim.starts(ended === 'done success' ? 2 : 1)
  if (ended === 'done success') expect(starts).toBe(2)
  else expect(starts).toBeLessThanOrEqual(ended === '404' ? 1 : 2)
  expect(await journaled(configuration, id)).toEqual(ended === '404' ? [] : ['intent', 'outcome'])
  const { State } = await inspectContainer(site.api, victim.id)
  // What was known before the engine died may have died with it.
  if (ended.startsWith('done') && !isAnswer(await sent.reply, 'success'))
    expect(State.Running).toBe(ended === 'done success')
  if (ended === 'unknown') {
    expect(await nextChange(gateway, victim)).toBe('fenced')
    await startContainer(site.api, victim.id)
  }
  expect(await nextChange(gateway, victim)).toBe('preview')
  return ended
}

async function round(it: Scene, gateway: StartedGateway, [place, instant]: [number, Instant]): Promise<void> {
  await using lead = await it.site.victim(`lead-${place}`)
  await using other = await it.site.victim(`other-${place}`)
  await untilJoined(gateway, [lead, other])
  const sent = await strike(it, gateway, [lead, other], { instant })
  for (const one of sent) {
    expect(await one.reply).toSatisfy(isHonest)
    expect(await stateOf(gateway, one)).toMatch(/^(404|pending|done success)$/)
  }
  await it.engine.restart()
  await untilJoined(gateway, [])
  await Promise.all(sent.map((one) => judge(it, gateway, one)))
}

type Reply = Awaited<Sent['reply']>

const isAnswer = (reply: Reply, status: string): boolean =>
  reply.kind === 'answer' && reply.body.overall_status === status

/** Done, not known, or not begun: what an engine that dies lets one say. */
const isHonest = (reply: Reply): boolean =>
  isAnswer(reply, 'success') || isAnswer(reply, 'unknown') || isProblem(reply, 'engine_unavailable')

const isProblem = (reply: Reply, code: string): boolean => reply.kind === 'problem' && reply.body.code === code

/** G5 in earnest: stopped, and neither the engine nor the gateway is left to start it. The gateway is back first. */
async function bothKilled(it: Scene, gateway: StartedGateway): Promise<void> {
  await using lead = await it.site.victim('lead-both')
  await using other = await it.site.victim('other-both')
  await untilJoined(gateway, [lead, other])
  const instant = { lead: 'die', afterMs: 0, otherMs: 500 } as const
  const also = (): void => gateway.process.kill('SIGKILL')
  const sent = await strike(it, gateway, [lead, other], { instant, also })
  expect(await gateway.process.exited).toMatchObject({ signal: 'SIGKILL' })
  await using again = await started(it.configuration)
  for (const one of sent) expect(await stateOf(again, one)).toBe('pending')
  await it.engine.restart()
  for (const one of sent) expect(await judge(it, again, one)).toBe('done success')
}

test.concurrent.for([
  ['with live-restore', true],
  ['without live-restore', false],
] as const)(
  'the engine killed at ten instants of a restart, %s: none runs twice, each is known or fenced, the gateway joins again',
  { timeout: timeoutMs },
  async ([name, liveRestore]) => {
    await using it = await scene(name.replaceAll(' ', '-'), liveRestore)
    await using gateway = await started(it.configuration)
    for (const entry of instants.entries()) await round(it, gateway, entry)
    await bothKilled(it, gateway)
  },
)

const frozenMs = 60_000

/** While the engine is frozen: nothing is concluded, nothing else is begun, and health says why. */
async function nothingIsConcluded({ configuration }: Scene, gateway: StartedGateway, sent: Sent, bystander: Victim) {
  const { operator } = gateway
  expect(await sent.reply).toMatchObject({ kind: 'answer', body: { overall_status: 'unknown' } })
  expect(await operator.health()).toMatchObject({
    status: 503,
    body: { status: 'failure', detail: [expect.stringMatching(/the engine local/)], engines: [{ answers: false }] },
  })
  expect(['fenced', 'engine_unavailable']).toContain(await nextChange(gateway, sent.victim))
  const refused = send(gateway, bystander)
  expect(await refused.reply).toSatisfy((reply: Reply) => isProblem(reply, 'engine_unavailable'))
  expect(await stateOf(gateway, refused)).toBe('404')
  expect(await stateOf(gateway, sent)).toBe('pending')
  expect(await journaled(configuration, sent.id)).toEqual(['intent'])
}

test.concurrent(
  'the engine frozen for 60 s in the middle of a restart: unknown and fenced, then known by itself, and run once',
  {
    timeout: timeoutMs,
  },
  async () => {
    await using it = await scene('frozen', true)
    await using victim = await it.site.victim('victim')
    await using bystander = await it.site.victim('bystander')
    await using gateway = await started(it.configuration)
    await untilJoined(gateway, [victim, bystander])
    const sent = send(gateway, victim)
    await untilHeard(it.site.recorder, victim, 'kill')
    process.kill(it.engine.pid(), 'SIGSTOP')
    try {
      const thaw = pause(frozenMs)
      await nothingIsConcluded(it, gateway, sent, bystander)
      await thaw
      expect(await stateOf(gateway, sent)).toBe('pending')
    } finally {
      process.kill(it.engine.pid(), 'SIGCONT')
    }
    const next = await until(
      async () => {
        const told = await nextChange(gateway, victim)
        return told !== 'engine_unavailable' && told
      },
      { what: 'the engine to be asked again', deadlineMs },
    )
    if ((await stateOf(gateway, sent)) === 'pending') expect(next).toBe('fenced')
    expect(await untilKnown(gateway, sent)).toBe('done success')
    expect(await victim.starts(2)).toBe(2)
    expect(it.site.recorder.of(victim.id, 'start')).toHaveLength(2)
    expect(await victim.startedAt()).toHaveLength(2)
    expect(await bystander.starts(1)).toBe(1)
    expect(await journaled(it.configuration, sent.id)).toEqual(['intent', 'outcome'])
    await untilJoined(gateway, [victim, bystander])
    expect(await nextChange(gateway, victim)).toBe('preview')
  },
)
