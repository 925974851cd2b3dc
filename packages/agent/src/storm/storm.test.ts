import { IncidentId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { start } from '../../test/incidents.ts'
import { hushOf, type Telling } from './hush.ts'
import { worstRank } from './severity.ts'
import { beginSentence, endSentence, isOver, isStorm, type Tally } from './storm.ts'

const limits = { incidents: 20, windowSeconds: 60, changesAtOnce: 5 }
const id = (number: number) => IncidentId.parse(`00000000-0000-4000-8000-00000000000${number}`)
const tally: Tally = { total: 57, recent: 0, underWay: 3, escalated: 4, resolved: 49, otherwise: 1 }
const db = { name: 'shop-db-1', severity: 'critical', cause: 'process_hung', phase: 'escalated' }

test.for([
  ['as many as allowed', 20, false],
  ['one more', 21, true],
] as const)('%s', ([, opened, expected]) => {
  expect(isStorm(opened, limits)).toBe(expected)
})

test.for([
  ['nothing opens and little is worked on', {}, true],
  ['incidents go on opening', { recent: 21 }, false],
  ['many are still worked on', { underWay: 21 }, false],
  ['those that wait for a person do not keep it up', { escalated: 9_000 }, true],
] as const)('a storm: %s', ([, more, expected]) => {
  expect(isOver({ ...tally, ...more }, limits)).toBe(expected)
})

test('the messages tell how many, how they went and the worst', () => {
  expect(beginSentence(tally, { worst: [db], asking: 2 }, limits)).toBe(
    '57 incidents, more than 20 within 60 s: a storm. 4 need a person, 3 are worked on (2 wait for an approval), 49 are resolved, 1 ended without a repair. ' +
      'Until it is over single messages are held back and at most 5 changes run at a time, the most severe first. ' +
      'The worst: shop-db-1 (critical, process hung, escalated); and 6 more.',
  )
  const storm = { id: 's', incident: id(1), began: start, since: start, told: start }
  expect(endSentence(tally, { worst: [db], asking: 2 }, storm, limits, new Date(Date.parse(start) + 94_000))).toMatch(
    /^The storm of .* is over after 94 s: 57 incidents\. 4 need a person, .* The worst: shop-db-1/,
  )
})

test.for([
  ['the worst counts', ['info', 'critical', 'warning'], 0],
  ['a word of their own lies between warning and info', ['ticket'], 2],
  ['nothing said is such a word', [], 2],
] as const)('severity: %s', ([, severities, rank]) => {
  expect(worstRank(severities)).toBe(rank)
})

const quiet: Telling = { incident: { id: id(1), escalation: true }, storm: null, told: null, speaker: null }

test.for<readonly [string, Partial<Telling>, string]>([
  ['alone, it is told', {}, 'tell'],
  ['in a storm it is told there', { storm: { incident: id(2), began: start } }, 'storm'],
  ['the storm itself is told', { storm: { incident: id(1), began: start } }, 'tell'],
  ['the first of a group that needs a person speaks', { speaker: { id: id(1), name: 'db' } }, 'tell'],
  ['the others of the group are told with it', { speaker: { id: id(2), name: 'db' } }, 'group'],
  [
    'whose trouble was told in a storm ends as quietly',
    { incident: { id: id(1), escalation: false }, told: 'storm' },
    'storm',
  ],
  [
    'whose trouble was told by itself ends so, too',
    { incident: { id: id(1), escalation: false }, told: 'slack' },
    'tell',
  ],
])('a message: %s', ([, more, expected]) => {
  const hushed = hushOf({ ...quiet, ...more })
  expect(hushed.kind === 'tell' ? 'tell' : hushed.channel).toBe(expected)
})
