import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drive, fresh, opened, received, start } from '../../test/incidents.ts'
import { isObsolete, nextOf, type Telling } from './schedule.ts'

const settings = { firstRepeatSeconds: 300, longestRepeatSeconds: 3_600 }
const escalated = { type: 'escalated', reason: 'a person is needed', suggestion: null } as const
const acknowledged = { type: 'acknowledged', by: 'ada', reason: '' } as const
const retried = { type: 'retried', by: 'ada', reason: '' } as const
const told = drive(fresh(), [opened, received, escalated]).incident
const over = drive(told, [{ type: 'resolved', sentence: 'healthy' }]).incident
const now = new Date(start)

const telling = (change: Partial<Telling> = {}): Telling => ({
  id: '1',
  message_id: `${told.id}:escalated`,
  delivered: 0,
  failures: 0,
  since: now,
  ...change,
})
const end = telling({ message_id: `${told.id}:resolved` })

test.for([
  ['nobody has it in hand: it is told', telling(), told, false],
  ['told, and nobody has it in hand: it is told again', telling({ delivered: 3 }), told, false],
  ['a person has it in hand', telling(), drive(told, [acknowledged]).incident, true],
  ['a person asked for one more try', telling(), drive(told, [retried]).incident, true],
  [
    'after one more try the old message is over, and the new one is told',
    telling(),
    drive(told, [retried, escalated]).incident,
    true,
  ],
  [
    'the message after one more try is told',
    telling({ message_id: `${told.id}:escalated:2` }),
    drive(told, [retried, escalated]).incident,
    false,
  ],
  ['it has ended, and was told', telling({ delivered: 1 }), over, true],
  ['it has ended before anybody was told: it is told', telling(), over, false],
  ['the end is told', end, over, false],
  ['an approval that is not waited for', telling({ message_id: `${told.id}:approval:a1` }), told, true],
] as const)('%s', ([, one, incident, obsolete]) => {
  expect(isObsolete(one, incident)).toBe(obsolete)
})

test.for([
  ['the first repeat', telling(), true, 300],
  ['the second repeat', telling({ delivered: 1 }), true, 600],
  ['a late repeat', telling({ delivered: 40 }), true, 3_600],
  ['the first retry', telling(), false, 1],
  ['the fourth retry', telling({ failures: 3 }), false, 8],
  ['a late retry', telling({ failures: 999 }), false, 3_600],
] as const)('%s comes after so many seconds', ([, one, delivered, seconds]) => {
  const at = new Date(now.getTime() + seconds * 1_000)
  expect(nextOf(one, { delivered, incident: told, now }, settings)).toEqual({ kind: 'at', at })
})

test('the end is told once', () => {
  expect(nextOf(end, { delivered: true, incident: over, now }, settings)).toEqual({ kind: 'over' })
})

test('what has ended is given up after a day of failures, what waits for a person never is', () => {
  const late = new Date(now.getTime() + 24 * 3_600_000 + 1)
  expect(nextOf(end, { delivered: false, incident: over, now: late }, settings)).toEqual({ kind: 'over' })
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.boolean(), (delivered, failures, taken) => {
      const next = nextOf(telling({ delivered, failures }), { delivered: taken, incident: told, now: late }, settings)
      expect(next.kind === 'at' && next.at > late).toBe(true)
    }),
  )
})
