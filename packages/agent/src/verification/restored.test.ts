import type { HealthFacts } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { at, exited, fine, hung } from '../evidence/testing/samples.ts'
import type { Observation } from './judge.ts'
import { restored } from './restored.ts'

const looks = (...seen: readonly (readonly [second: number, facts: HealthFacts | null])[]): readonly Observation[] =>
  seen.map(([second, facts]) => ({ at: at(second), facts, absent: null }))
const paused: HealthFacts = { ...fine, status: 'paused' }

test.for<readonly [string, HealthFacts | null, readonly Observation[], number, string]>([
  [
    'ended again is as before, whatever the exit code',
    exited(1),
    looks([100, exited(137)], [102, exited(137)]),
    102,
    'restored',
  ],
  ['ended for a moment is looked at again', exited(1), looks([100, hung], [102, exited(137)]), 102, 'again'],
  ['paused again is as before', paused, looks([100, paused], [103, paused]), 103, 'restored'],
  [
    'what had never started has ended now: as near as it gets',
    { ...exited(0), status: 'created' },
    looks([100, exited(0)], [103, exited(0)]),
    103,
    'restored',
  ],
  ['it runs on until the end', exited(1), looks([100, hung], [130, hung]), 130, 'not_restored'],
  [
    'a look that failed begins it anew',
    exited(1),
    looks([100, exited(1)], [101, null], [103, exited(1)]),
    103,
    'again',
  ],
  ['nobody could look', exited(1), looks([130, null]), 130, 'unknown'],
  ['nobody knows how it was', null, looks([100, hung]), 100, 'unknown'],
])('%s', ([, baseline, observations, now, verdict]) => {
  const judgement = restored({ baseline, observations, now: at(now), until: at(130) })
  expect(judgement.again ? 'again' : judgement.verdict).toBe(verdict)
})
