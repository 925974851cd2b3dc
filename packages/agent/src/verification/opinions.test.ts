import type { StatsFacts } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { at } from '../evidence/testing/samples.ts'
import { memoryOpinion } from './memory.ts'
import { weigh, type Opinion, type Weighed } from './opinions.ts'

const over: Opinion = { says: 'over', sentence: 'A fires no more' }
const still: Opinion = { says: 'goes on', sentence: 'B still fires by its own expression' }
const silent: Opinion = { says: 'unknown', sentence: 'whether C still fires is not known' }

test.for<readonly [string, readonly Opinion[], number, Weighed]>([
  ['nobody else says anything', [], 10, { again: false, verdict: 'fixed', sentence: 'It is healthy' }],
  ['another agrees', [over], 10, { again: false, verdict: 'fixed', sentence: 'It is healthy; A fires no more' }],
  [
    'who does not answer is named and hinders nothing',
    [silent, over],
    10,
    {
      again: false,
      verdict: 'fixed',
      sentence: 'It is healthy; A fires no more; whether C still fires is not known',
    },
  ],
  ['one that goes on is given its time', [over, still], 10, { again: true }],
  [
    'one that goes on until the end is no fix',
    [over, still, silent],
    20,
    {
      again: false,
      verdict: 'no_effect',
      sentence: 'It is healthy, but B still fires by its own expression',
      contradicted: true,
    },
  ],
])('%s', ([, opinions, now, weighed]) => {
  expect(weigh('It is healthy', opinions, at(now), at(20))).toEqual(weighed)
})

const uses = (memory_bytes: number | null): StatsFacts => ({
  cpu_percent: 1,
  memory_bytes,
  memory_limit_bytes: 100_000_000,
  memory_percent: null,
  pids: 1,
  pids_limit: null,
})

test.for<readonly [string, StatsFacts | null, StatsFacts | null, Opinion['says']]>([
  ['memory that was given back', uses(90_000_000), uses(20_000_000), 'over'],
  ['memory that is used as before', uses(90_000_000), uses(89_000_000), 'goes on'],
  ['more memory than before', uses(90_000_000), uses(95_000_000), 'goes on'],
  ['memory that nobody measured before', null, uses(1), 'unknown'],
  ['memory that nobody can measure now', uses(90_000_000), null, 'unknown'],
  ['memory that the engine does not tell', uses(90_000_000), uses(null), 'unknown'],
])('%s', ([, before, now, says]) => {
  expect(memoryOpinion(before, now).says).toBe(says)
})
