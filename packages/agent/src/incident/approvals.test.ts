import { RequestId, type IncidentEvent } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { alert, change, diagnosed, drive, fresh, opened, received, start } from '../../test/incidents.ts'

const plan = { ...change, expected_operations: [...change.expected_operations] }
const request_id = RequestId.parse('request-1')
const look = (round: number): IncidentEvent => ({ type: 'evidence_gathered', round, evidence: [] })
const request: IncidentEvent = { type: 'operation_requested', request_id, body: '{}', deadline: start }
const asking: IncidentEvent = {
  type: 'operation_answered',
  request_id,
  result: { outcome: 'needs_approval', approval_id: 'a1', until: start },
}
const end = (
  type: 'approval_granted' | 'approval_rejected' | 'approval_expired' | 'approval_voided',
): IncidentEvent => ({ type, request_id, approval_id: 'a1', by: 'ada', ended_at: start, detail: 'so it is' })
const ran: IncidentEvent = { type: 'operation_answered', request_id, result: { outcome: 'unknown', detail: '' } }
const resolved: IncidentEvent = { type: 'alert_resolved', alert }
const healthy = diagnosed({ action: 'nothing', reason: 'it is healthy' })
const asked = [opened, received, look(1), diagnosed(plan), request, asking]
const again = (round: number) => [look(round), diagnosed(plan), request, asking]

test('a person is asked once, and the incident says for what it waits', () => {
  const { incident, effects, log } = drive(fresh(), asked)
  expect(incident).toMatchObject({ phase: 'waiting', waiting: { for: 'approval a1', until: start } })
  expect(effects.slice(-2)).toEqual([
    { do: 'notify', message_id: `${incident.id}:approval:a1` },
    { do: 'await_approval', request_id },
  ])
  expect(log.at(-1)).toEqual({ type: 'approval_awaited', request_id, approval_id: 'a1', until: start })
})

test.for([
  ['what is given is followed', [end('approval_granted')], 'acting', ['await_approval']],
  [
    'what is given twice is followed once',
    [end('approval_granted'), end('approval_granted')],
    'acting',
    ['await_approval'],
  ],
  ['what was given and ran is verified', [end('approval_granted'), ran], 'verifying', ['await_approval', 'verify']],
  ['what is rejected ends the plan without a message', [end('approval_rejected')], 'escalated', []],
  ['what expired is looked at again', [end('approval_expired')], 'investigating', ['gather']],
  [
    'what expired and is still wrong is asked for once more',
    [end('approval_expired'), look(2), diagnosed(plan)],
    'diagnosed',
    ['gather', 'analyse', 'request'],
  ],
  [
    'what expired twice goes to a person',
    [end('approval_expired'), ...again(2), end('approval_expired')],
    'escalated',
    ['gather', 'analyse', 'request', 'call', 'notify', 'await_approval', 'notify'],
  ],
  ['what is void is planned anew', [end('approval_voided')], 'investigating', ['gather']],
  [
    'what is void twice goes to a person',
    [end('approval_voided'), ...again(2), end('approval_voided')],
    'escalated',
    ['gather', 'analyse', 'request', 'call', 'notify', 'await_approval', 'notify'],
  ],
  [
    'a look meanwhile that finds the same waits on and asks nobody',
    [resolved, look(2), diagnosed(plan)],
    'waiting',
    ['gather', 'analyse'],
  ],
  [
    'a look meanwhile that finds it well ends it',
    [resolved, look(2), healthy],
    'no_action',
    ['gather', 'analyse', 'notify'],
  ],
  [
    'what is given during a look is followed, and the look is dropped',
    [resolved, end('approval_granted'), look(2), ran],
    'verifying',
    ['gather', 'await_approval', 'verify'],
  ],
  [
    'what expired during a look is settled by that look',
    [resolved, end('approval_expired')],
    'investigating',
    ['gather'],
  ],
  [
    'a gateway that is gone for long goes to a person',
    [{ type: 'operation_answered', request_id, result: { outcome: 'unavailable', detail: 'no route' } } as const],
    'escalated',
    ['notify'],
  ],
] as const)('%s', ([, events, phase, done]) => {
  const { incident } = drive(fresh(), asked)
  const after = drive(incident, events)
  expect([after.incident.phase, after.effects.map((effect) => effect.do)]).toEqual([phase, done])
})

test('an end of another question changes nothing', () => {
  const { incident } = drive(fresh(), asked)
  const other = { ...end('approval_rejected'), request_id: RequestId.parse('request-9') } as IncidentEvent
  expect(drive(incident, [other]).incident).toEqual(incident)
})

test('whoever was asked is told of the end', () => {
  const { incident } = drive(fresh(), [...asked, end('approval_granted'), ran])
  const fixed: IncidentEvent = { type: 'verified', verdict: 'fixed', sentence: 'it is healthy', evidence: [] }
  expect(drive(incident, [fixed]).effects).toEqual([{ do: 'notify', message_id: `${incident.id}:resolved` }])
})
