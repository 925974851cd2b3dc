import { expect, test } from 'vitest'
import { alert, diagnosed, drive, fresh, opened, received } from '../../test/incidents.ts'
import { messageOf } from './message.ts'

const gathered = {
  type: 'evidence_gathered',
  round: 1,
  evidence: ['E1', 'E2'].map((number) => ({
    number,
    source: 'status',
    about: 'db',
    sentence: `fact ${number}`,
    data: null,
    truncated: false,
  })),
} as const
const escalated = diagnosed({ action: 'escalate', reason: 'nobody knows', suggestion: 'look at the disk' })
const { incident, log } = drive(fresh(), [
  opened,
  received,
  { ...gathered, evidence: [...gathered.evidence] },
  escalated,
])

test('a person is told why, what is suggested, and on which evidence', () => {
  const message = messageOf(incident, `${incident.id}:escalated`, log)
  expect(message).toMatchObject({
    reason: 'nobody knows',
    suggestion: 'look at the disk',
    evidence: [{ number: 'E2', sentence: 'fact E2' }],
    incident: { title: `${alert.name}: ${alert.summary}`, waiting: { for: 'a person', until: null } },
  })
  expect(message.text).toBe(
    'db needs a person: nobody knows\nSuggested: look at the disk\nDiagnosis: the process hangs',
  )
})

test('the end of the trouble is told with its own reason', () => {
  const { incident: over, log: all } = drive(incident, [{ type: 'resolved', sentence: 'it is healthy' }])
  const message = messageOf(over, `${over.id}:resolved`, [...log, ...all])
  expect([message.reason, message.suggestion, message.text.split('\n')[0]]).toEqual([
    'it is healthy',
    null,
    'db is over (resolved): it is healthy',
  ])
})
