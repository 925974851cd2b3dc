import type { IncidentEvent } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { drive, fresh, id, opened, received } from '../../test/incidents.ts'

const escalated: IncidentEvent = { type: 'escalated', reason: 'a person is needed', suggestion: null }
const told = (channel: string): IncidentEvent => ({
  ...{ type: 'notified', channel, message_id: `${id}:escalated`, delivered: true, detail: '' },
})
const lost: IncidentEvent = { type: 'speaker_lost', reason: 'its speaker is over' }
const called = [opened, received, escalated]
const messages = (events: readonly IncidentEvent[]) =>
  drive(fresh(), events).effects.flatMap((effect) => (effect.do === 'notify' ? [effect.message_id] : []))

test.for([
  [
    'told with its group, it looks before anybody is called',
    [told('group'), lost],
    [`${id}:escalated`],
    'investigating',
  ],
  [
    'what still needs a person after that look is told by itself',
    [told('group'), lost, escalated],
    [`${id}:escalated`, `${id}:escalated:2`],
    'escalated',
  ],
  [
    'what was told in a storm, too',
    [told('storm'), lost, escalated],
    [`${id}:escalated`, `${id}:escalated:2`],
    'escalated',
  ],
  [
    'once: it speaks for itself from then on',
    [told('group'), lost, escalated, lost, escalated],
    [`${id}:escalated`, `${id}:escalated:2`],
    'escalated',
  ],
  ['what was told by itself has lost nothing', [told('webhook'), lost], [`${id}:escalated`], 'escalated'],
  [
    'what a person has in hand is told to nobody',
    [told('group'), { type: 'acknowledged', by: 'ada', reason: '' }, lost],
    [`${id}:escalated`],
    'escalated',
  ],
  [
    'nor what a person takes in hand while it looks',
    [told('group'), lost, { type: 'acknowledged', by: 'ada', reason: '' }, escalated],
    [`${id}:escalated`],
    'escalated',
  ],
] as const)('%s', ([, events, expected, phase]) => {
  expect(messages([...called, ...events])).toEqual(expected)
  expect(drive(fresh(), [...called, ...events]).incident.phase).toBe(phase)
})
