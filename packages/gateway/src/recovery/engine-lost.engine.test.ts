import { randomUUID } from 'node:crypto'
import { inspectContainer, startContainer, until } from '@devops-ai/testkit'
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
import { type Phase, phases } from '../../test/crash/phases.ts'
import type { Victim } from '../../test/crash/site.ts'
import { type Instant, strike, type Struck } from '../../test/crash/strike.ts'

const timeoutMs = 600_000
// From SIGTERM to SIGKILL it takes 1 s, the stop time-out of every container here.
const few = fc.sample(fc.nat(40), { numRuns: 4, seed: 20261127 })
const [first = 0, second = 0, third = 0, fourth = 0] = few

/** Two restarts in the middle of which the engine dies. The earlier one rests in its phase until the later one has come into its own. */
type Death = readonly [Instant, Instant]

const deaths: readonly Death[] = [
  [
    { phase: 'asked', afterMs: first },
    { phase: 'stopped', afterMs: 0 },
  ],
  [
    { phase: 'dead', afterMs: 0 },
    { phase: 'signalled', afterMs: second },
  ],
  [
    { phase: 'started', afterMs: 0 },
    { phase: 'signalled', afterMs: 750 + third },
  ],
  [
    { phase: 'answered', afterMs: 0 },
    { phase: 'stopped', afterMs: fourth },
  ],
  [
    { phase: 'dead', afterMs: 0 },
    { phase: 'answered', afterMs: 0 },
  ],
]

test('ten instants, and every phase of a restart among them', () => {
  const struck: readonly Phase[] = deaths.flat().map(({ phase }) => phase)
  expect(struck).toHaveLength(10)
  expect(phases.slice(1).filter((phase) => !struck.includes(phase))).toEqual([])
})

const mostRounds = 5

/** Repeats a round until the engine died at both instants: how long a restart stays in a phase is not ours to say. */
async function untilHit(round: () => Promise<readonly Struck[]>): Promise<void> {
  const missed: string[] = []
  for (let nth = 1; nth <= mostRounds; nth += 1) {
    const misses = (await round()).filter(({ seen, wanted }) => seen !== wanted)
    if (misses.length === 0) return
    for (const { wanted, seen, sight } of misses)
      missed.push(`round ${nth}: not "${wanted}" but "${seen}", ${JSON.stringify(sight)}`)
  }
  expect.fail(`the engine did not die at both instants in any of ${mostRounds} rounds:\n${missed.join('\n')}`)
}

/** Known, or honestly unknown and fenced until somebody starts it; never two effects, and never closed for ever. */
async function judge({ site, configuration }: Scene, gateway: StartedGateway, struck: Struck): Promise<string> {
  const { victim, id, reply } = struck
  const ended = await untilKnown(gateway, struck)
  expect(ended).toMatch(/^(unknown|done success|done failure)$/)
  const starts = await victim.starts(ended === 'done success' ? 2 : 1)
  if (ended === 'done success') expect(starts).toBe(2)
  else expect(starts).toBeLessThanOrEqual(2)
  expect(await journaled(configuration, id)).toEqual(['intent', 'outcome'])
  const { State } = await inspectContainer(site.api, victim.id)
  // What was known before the engine died may have died with it.
  if (ended.startsWith('done') && !isAnswer(await reply, 'success'))
    expect(State.Running).toBe(ended === 'done success')
  if (ended === 'unknown') {
    expect(await nextChange(gateway, victim)).toBe('fenced')
    await startContainer(site.api, victim.id)
  }
  expect(await nextChange(gateway, victim)).toBe('preview')
  return ended
}

async function round(it: Scene, gateway: StartedGateway, [earlier, later]: Death): Promise<readonly Struck[]> {
  await using first = await it.site.victim(randomUUID())
  await using second = await it.site.victim(randomUUID())
  await untilJoined(gateway, [first, second])
  const at = [
    [first, earlier],
    [second, later],
  ] as const
  const struck = await strike(it, gateway, { at })
  for (const one of struck) await isHonest(gateway, one)
  await it.engine.restart()
  await untilJoined(gateway, [])
  await Promise.all(struck.map((one) => judge(it, gateway, one)))
  return struck
}

/** Without the engine's answer nothing is said to be done; with it that may be. */
async function isHonest(gateway: StartedGateway, struck: Struck): Promise<void> {
  const reply = await struck.reply
  expect(reply).toSatisfy(() => isAnswer(reply, 'unknown') || (struck.sight.isAnswered && isAnswer(reply, 'success')))
  await isStillOpen(gateway, struck)
}

async function isStillOpen(gateway: StartedGateway, struck: Struck): Promise<void> {
  const states = struck.sight.isAnswered ? /^(pending|done success)$/ : /^pending$/
  expect(await stateOf(gateway, struck)).toMatch(states)
}

type Reply = Awaited<Sent['reply']>

const isAnswer = (reply: Reply, status: string): boolean =>
  reply.kind === 'answer' && reply.body.overall_status === status

const isProblem = (reply: Reply, code: string): boolean => reply.kind === 'problem' && reply.body.code === code

/** G5 in earnest: stopped, and neither the engine nor the gateway is left to start it. The gateway is back first. */
async function bothKilled(it: Scene): Promise<readonly Struck[]> {
  await using first = await it.site.victim(randomUUID())
  await using second = await it.site.victim(randomUUID())
  await using gateway = await started(it.configuration)
  await untilJoined(gateway, [first, second])
  const at = [
    [first, { phase: 'dead', afterMs: 0 }],
    [second, { phase: 'stopped', afterMs: 0 }],
  ] as const
  const also = (): void => gateway.process.kill('SIGKILL')
  const struck = await strike(it, gateway, { at, also })
  expect(await gateway.process.exited).toMatchObject({ signal: 'SIGKILL' })
  await using again = await started(it.configuration)
  for (const one of struck) await isStillOpen(again, one)
  await it.engine.restart()
  for (const one of struck) {
    const ended = await judge(it, again, one)
    if (one.seen === one.wanted) expect(ended).toBe('done success')
  }
  return struck
}

test.concurrent.for([
  ['with live-restore', true],
  ['without live-restore', false],
] as const)(
  'the engine killed at ten instants of a restart, %s: none runs twice, each is known or fenced, the gateway joins again',
  { timeout: timeoutMs },
  async ([name, liveRestore]) => {
    await using it = await scene(name.replaceAll(' ', '-'), liveRestore)
    {
      await using gateway = await started(it.configuration)
      for (const death of deaths) await untilHit(() => round(it, gateway, death))
    }
    await untilHit(() => bothKilled(it))
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
