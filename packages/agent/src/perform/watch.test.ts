import { type ExecuteAnswer, type HealthFacts, instant, problemOf, refuse, type Reply } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { fresh, ran, start } from '../../test/incidents.ts'
import { exited, fine, hung, idOf, target } from '../evidence/testing/samples.ts'
import type { Incident } from '../incident/incident.ts'
import type { Opinion } from '../verification/opinions.ts'
import { performWatch } from './watch.ts'

const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000)
const escalated: Incident = { ...fresh(), phase: 'escalated', round: 1, target: target() }
const gone: Reply<ExecuteAnswer> = {
  kind: 'problem',
  status: 404,
  body: problemOf(refuse('unknown_target', 'no such container')),
  retryAfterSeconds: null,
}
const silent: Reply<ExecuteAnswer> = { kind: 'unreachable', detail: 'no route' }

function seen(facts: HealthFacts, id = idOf('a')): Reply<ExecuteAnswer> {
  const outcome = ran(null)
  if (outcome.outcome !== 'succeeded') throw new Error('expected an answer')
  const details = outcome.answer.execution_details
  return {
    kind: 'answer',
    status: 200,
    body: {
      ...outcome.answer,
      execution_details: {
        ...details,
        targets: [target('api', id)],
        execution_result: { ...details.execution_result, data: { ...facts } },
      },
    },
  }
}

/** Looks for as long as it is told to, by its own clock, and tells when it looked and what came of it. */
async function watch(
  world: (second: number) => Reply<ExecuteAnswer>,
  {
    incident = escalated,
    opinions = [],
    forSeconds = 100_000,
  }: {
    readonly incident?: Incident
    readonly opinions?: readonly Opinion[]
    readonly forSeconds?: number
  } = {},
) {
  let now = at(60)
  const perform = performWatch({
    asking: { read: () => Promise.resolve(world((now.getTime() - at(0).getTime()) / 1_000)) },
    stableSeconds: 10,
    lookAgainSeconds: 60,
    opinions: () => Promise.resolve(opinions),
  })
  const looks: number[] = []
  let notes: unknown = null
  while (now < at(forSeconds)) {
    looks.push((now.getTime() - at(0).getTime()) / 1_000)
    const performed = await perform(
      { do: 'watch', round: 1, at: instant(at(60)) },
      { incident, notes, now: () => now, signal: new AbortController().signal },
    )
    if ('decide' in performed) throw new Error('a watch decides nothing')
    if ('events' in performed) return { looks, events: performed.events, size: JSON.stringify(notes).length }
    notes = performed.notes
    now = new Date(performed.later)
  }
  return { looks, events: null, size: JSON.stringify(notes).length }
}

test('what stays ill is looked at less and less often, at least every hour, and nothing grows', async () => {
  const { looks, events, size } = await watch(() => seen(hung))
  expect(looks.slice(0, 5)).toEqual([60, 120, 240, 480, 960])
  expect(looks.slice(-1)[0]! - looks.slice(-2)[0]!).toBe(3_600)
  expect([events, size < 1_000]).toEqual([null, true])
})

test('what is well for the whole window is told, and not before', async () => {
  const { looks, events } = await watch((second) => seen(second < 200 ? hung : fine))
  expect(looks).toEqual([60, 120, 240, 250.1])
  expect(events).toEqual([{ type: 'seen_well', round: 1, sentence: 'it has been healthy for 10 s' }])
})

test.for<readonly [string, (second: number) => Reply<ExecuteAnswer>]>([
  ['what starts anew at every look is never well', (second) => seen({ ...fine, started_at: instant(at(second)) })],
  ['what is restarted by the engine at every look is never well', (second) => seen({ ...fine, restart_count: second })],
  ['what has ended is not well', () => seen(exited(0))],
  ['what nobody can look at is not well', () => silent],
])('%s', async ([, world]) => {
  expect((await watch(world)).events).toBeNull()
})

test('while its alert still fires it is not over, and a silent monitor hinders nothing', async () => {
  const opinion = (says: Opinion['says']): readonly Opinion[] => [{ says, sentence: '' }]
  expect((await watch(() => seen(fine), { opinions: opinion('goes on') })).events).toBeNull()
  expect((await watch(() => seen(fine), { opinions: opinion('unknown') })).events).toHaveLength(1)
})

test.for<readonly [string, Reply<ExecuteAnswer>, string]>([
  ['a container that is gone ends it', gone, 'is gone since'],
  ['one that was replaced ends it', seen(fine, idOf('b')), 'was replaced by another of its name'],
])('%s, once two looks agree', async ([, reply, sentence]) => {
  const { looks, events } = await watch(() => reply)
  expect(looks).toEqual([60, 120])
  expect(events).toEqual([{ type: 'target_gone', round: 1, sentence: expect.stringContaining(sentence) as string }])
})

test('gone for a moment is not gone', async () => {
  expect((await watch((second) => (second === 60 ? gone : seen(hung)))).events).toBeNull()
})

test('a look that found it well and ended nothing is not followed by another soon, unless something changes', async () => {
  const evidence = [{ number: 'E1', source: 'status', about: 'api', sentence: '', data: { ...fine }, truncated: false }]
  const looked = { ...escalated, looks: 1, evidence }
  const { looks } = await watch(() => seen(fine), { incident: looked })
  expect(looks.at(-1)).toBeGreaterThanOrEqual(60 + 8 * 60)
  const anew = await watch(() => seen({ ...fine, started_at: instant(at(30)) }), { incident: looked })
  expect(anew.looks).toEqual([60, 70.1])
})

test('of an incident that goes on otherwise nothing is looked at', async () => {
  for (const incident of [
    { ...escalated, round: 2 },
    { ...escalated, phase: 'investigating' as const },
  ])
    expect((await watch(() => seen(fine), { incident })).events).toEqual([])
})
