import { expect, test } from 'vitest'
import { drive, fresh, opened, received } from '../../test/incidents.ts'
import { act } from './act.ts'

const escalated = { type: 'escalated', reason: 'a person is needed', suggestion: null } as const
const looking = drive(fresh(), [opened, received]).incident
const told = drive(looking, [escalated]).incident
const inHand = drive(told, [{ type: 'acknowledged', by: 'bob', reason: '' }]).incident
const over = drive(told, [{ type: 'resolved', sentence: 'healthy' }]).incident
const closed = drive(told, [{ type: 'closed', by: 'bob', reason: '' }]).incident

test.for([
  ['what nobody has in hand can be acknowledged', told, 'acknowledge', 'event'],
  ['what is worked on can be acknowledged, too', looking, 'acknowledge', 'event'],
  ['to acknowledge twice changes nothing', inHand, 'acknowledge', 'already'],
  ['what is open can be closed', looking, 'close', 'event'],
  ['what waits for a person can be retried', told, 'retry', 'event'],
  ['what is acknowledged can be retried', inHand, 'retry', 'event'],
  ['what is worked on needs no retry', looking, 'retry', 'already'],
  ['to close twice changes nothing', closed, 'close', 'already'],
  ['what was resolved is not closed', over, 'close', 'refused'],
  ['what has ended is not acknowledged', over, 'acknowledge', 'refused'],
  ['what was closed is not retried', closed, 'retry', 'refused'],
] as const)('%s', ([, incident, action, kind]) => {
  expect(act(incident, { action }, 'ada').kind).toBe(kind)
})

test('whoever asks is in the event, with the reason', () => {
  expect(act(told, { action: 'retry', reason: 'the disk was full' }, 'ada')).toMatchObject({
    event: { type: 'retried', by: 'ada', reason: 'the disk was full' },
  })
})

test('a refusal says how and when it ended', () => {
  expect(act(over, { action: 'retry' }, 'ada')).toMatchObject({
    refusal: {
      code: 'incident_ended',
      detail: expect.stringContaining('(resolved): there is nothing to retry') as string,
    },
  })
})
