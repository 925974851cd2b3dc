import { expect, test } from 'vitest'
import { alert, start, diagnosed, drive, fresh, opened, received } from '../../test/incidents.ts'
import { messageOf } from './message.ts'

const first = { repeat: 0, sent_at: start, group: [] }
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
  const message = messageOf(incident, `${incident.id}:escalated`, log, first)
  expect(message).toMatchObject({
    reason: 'nobody knows',
    suggestion: 'look at the disk',
    evidence: [
      { number: 'E1', sentence: 'fact E1' },
      { number: 'E2', sentence: 'fact E2' },
    ],
    acknowledge: `devops-ai acknowledge ${incident.id}`,
    incident: { title: `${alert.name}: ${alert.summary}`, waiting: { for: 'a person', until: null } },
  })
  expect(message.text.split('\n')).toEqual([
    'db needs a person: nobody knows',
    'Alert: ContainerUnhealthy: db is unhealthy (critical)',
    'Diagnosis: the process hangs',
    'Evidence:',
    '  E1 fact E1',
    '  E2 fact E2',
    'Suggested: look at the disk',
    'Cost: no model was asked',
    'Waits for: a person',
    `To stop these messages: devops-ai acknowledge ${incident.id}`,
    `The whole story: devops-ai report ${incident.id}`,
  ])
})

test('the others of its group are named, with what they do', () => {
  const group = [{ incident: incident.id, name: 'web', phase: 'no_action' } as const]
  const message = messageOf(incident, `${incident.id}:escalated`, log, { ...first, group })
  expect([message.group, message.text.split('\n')[2]]).toEqual([group, 'In its group: web (no action)'])
})

test('the end of the trouble is told with its own reason', () => {
  const { incident: over, log: all } = drive(incident, [{ type: 'resolved', sentence: 'it is healthy' }])
  const message = messageOf(over, `${over.id}:resolved`, [...log, ...all], first)
  expect([message.reason, message.suggestion, message.text.split('\n')[0]]).toEqual([
    'it is healthy',
    null,
    'db is over (resolved): it is healthy',
  ])
})
