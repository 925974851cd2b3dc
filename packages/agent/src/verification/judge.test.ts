import type { HealthFacts, Postcondition } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, exited, fine, hung } from '../evidence/testing/samples.ts'
import { judge, type Observation } from './judge.ts'

const postcondition: Postcondition = { sentence: '', healthy: true, started_after: at(0), stable_seconds: 3 }
const running: Postcondition = { ...postcondition, healthy: false }
const back: HealthFacts = { ...fine, started_at: at(104) }
const starting: HealthFacts = { ...back, health: 'starting' }
const bare: HealthFacts = { ...back, health: 'none' }

const looks = (...seen: readonly (readonly [second: number, facts: HealthFacts | null])[]): readonly Observation[] =>
  seen.map(([second, facts]) => ({ at: at(second), facts, absent: null }))

type Row = readonly [string, Postcondition, HealthFacts | null, readonly Observation[], number, string]

test.for<Row>([
  [
    'healthy, started anew and stable is fixed',
    postcondition,
    hung,
    looks([105, starting], [106, back], [109, back]),
    109,
    'fixed',
  ],
  ['healthy for a moment is looked at again', postcondition, hung, looks([106, back], [107, back]), 107, 'again'],
  [
    'a healthy word from before the restart is none',
    postcondition,
    hung,
    looks([105, fine], [109, fine]),
    109,
    'again',
  ],
  [
    'a new start begins the count anew',
    postcondition,
    hung,
    looks([105, back], [107, { ...back, started_at: at(106) }], [109, { ...back, started_at: at(106) }]),
    109,
    'again',
  ],
  [
    'a look that failed does not begin it anew',
    postcondition,
    hung,
    looks([105, back], [107, null], [109, back]),
    109,
    'fixed',
  ],
  [
    'an unpause needs no new start',
    { ...postcondition, started_after: null },
    { ...fine, status: 'paused' },
    looks([105, fine], [108, fine]),
    108,
    'fixed',
  ],
  ['without a health check it is enough to run', running, exited(1), looks([105, bare], [108, bare]), 108, 'fixed'],
  [
    'what is well only at the end may still prove itself',
    postcondition,
    hung,
    looks([129, back], [130, back]),
    130,
    'again',
  ],
  ['a stop in the middle of the restart is no failure', postcondition, hung, looks([105, exited(137)]), 105, 'again'],
  [
    'what ran before and has ended is worse, at once',
    postcondition,
    hung,
    looks([105, exited(1)], [107, exited(1)]),
    107,
    'worse',
  ],
  [
    'what had ended before and has ended again was not helped',
    postcondition,
    exited(1),
    looks([105, exited(1)], [107, exited(1)]),
    107,
    'no_effect',
  ],
  [
    'unhealthy until the end was not helped',
    postcondition,
    hung,
    looks([105, starting], [130, { ...hung, started_at: at(104) }]),
    130,
    'no_effect',
  ],
  [
    'more restarts than before are worse',
    postcondition,
    hung,
    looks([130, { ...hung, restart_count: 2 }]),
    130,
    'worse',
  ],
  [
    'a loop that goes on was not helped',
    postcondition,
    { ...fine, status: 'restarting', restart_count: 5 },
    looks([130, { ...fine, status: 'restarting', restart_count: 2 }]),
    130,
    'no_effect',
  ],
  ['what nobody could look at is unknown', postcondition, hung, looks([105, null], [130, null]), 130, 'unknown'],
  [
    'what nobody could look at in the end is unknown',
    postcondition,
    hung,
    looks([105, starting], [130, null]),
    130,
    'unknown',
  ],
  ['what is still starting at the end is unknown', postcondition, hung, looks([130, starting]), 130, 'unknown'],
  ['no look at all is unknown', postcondition, null, [], 130, 'unknown'],
  [
    'what had ended and is restarted three times since is worse, before patience ends',
    postcondition,
    exited(1),
    looks([105, back], [108, { ...back, restart_count: 2 }], [110, { ...back, restart_count: 3 }]),
    110,
    'worse',
  ],
  [
    'two restarts may be a start that was hard',
    postcondition,
    exited(1),
    looks([105, back], [108, { ...back, restart_count: 2, health: 'starting' }]),
    108,
    'again',
  ],
  [
    'a loop that had been there before was not helped, before patience ends',
    postcondition,
    { ...fine, status: 'restarting', restart_count: 9 },
    looks([105, back], [110, { ...exited(1), status: 'restarting', restart_count: 3 }]),
    110,
    'no_effect',
  ],
  [
    'started, and ended again between two looks, is looked at further',
    postcondition,
    exited(1),
    looks([105, back], [106, exited(1)]),
    106,
    'again',
  ],
  [
    'what started and has ended again was not helped',
    postcondition,
    exited(1),
    looks([105, back], [106, exited(1)], [108, exited(1)]),
    108,
    'no_effect',
  ],
  [
    'without a health check a new start in the window begins it anew',
    running,
    exited(1),
    looks([105, bare], [107, { ...bare, started_at: at(106), restart_count: 1 }]),
    108,
    'again',
  ],
  [
    'unpaused and ended is worse',
    { ...postcondition, started_after: null },
    { ...fine, status: 'paused' },
    looks([105, exited(1)], [107, exited(1)]),
    107,
    'worse',
  ],
  [
    'another container of its name is not its repair',
    postcondition,
    hung,
    [
      { at: at(105), facts: null, absent: 'replaced' },
      { at: at(108), facts: null, absent: 'replaced' },
    ],
    108,
    'unknown',
  ],
  [
    'gone for a moment is looked at again',
    postcondition,
    hung,
    [...looks([104, hung]), { at: at(105), facts: null, absent: 'gone' }],
    105,
    'again',
  ],
])('%s', ([, condition, baseline, observations, now, expected]) => {
  const judgement = judge({ postcondition: condition, baseline, observations, now: at(now), until: at(130) })
  expect(judgement.again ? 'again' : judgement.verdict).toBe(expected)
})

const anyFacts = fc.constantFrom(null, hung, back, starting, bare, exited(0), exited(1), {
  ...fine,
  status: 'paused' as const,
})
const anyLooks = fc
  .array(fc.tuple(fc.integer({ min: 103, max: 160 }), anyFacts))
  .map((seen) => looks(...seen.toSorted(([one], [other]) => one - other)))

test('it ends: long after the deadline there is a verdict, whatever was seen', () => {
  fc.assert(
    fc.property(anyLooks, anyFacts, fc.boolean(), (observations, baseline, healthy) => {
      const judgement = judge({
        postcondition: { ...postcondition, healthy },
        baseline,
        observations,
        now: at(1_000),
        until: at(130),
      })
      expect(judgement.again).toBe(false)
    }),
  )
})

test('only what was last seen well, started after the change, is fixed', () => {
  fc.assert(
    fc.property(anyLooks, anyFacts, fc.integer({ min: 103, max: 200 }), (observations, baseline, now) => {
      const judgement = judge({ postcondition, baseline, observations, now: at(now), until: at(130) })
      const last = observations.findLast(({ facts }) => facts !== null)?.facts
      if (!judgement.again && judgement.verdict === 'fixed') expect(last).toEqual(back)
    }),
  )
})
