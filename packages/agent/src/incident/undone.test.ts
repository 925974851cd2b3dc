import { RequestId, type IncidentEvent, type OperationOutcome } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { change, diagnosed, drive, fresh, opened, ran, received, start } from '../../test/incidents.ts'

const plan = { ...change, expected_operations: [...change.expected_operations] }
const [first, second] = [RequestId.parse('request-1'), RequestId.parse('request-2')]
const answered = (request_id: RequestId, result: OperationOutcome): IncidentEvent => ({
  type: 'operation_answered',
  request_id,
  result,
})
const verified = (verdict: 'fixed' | 'no_effect' | 'worse' | 'unknown', more: object = {}): IncidentEvent => ({
  type: 'verified',
  verdict,
  sentence: 'as seen',
  evidence: [],
  ...more,
})
const undo: IncidentEvent = {
  type: 'undo_requested',
  request_id: second,
  undoes: first,
  body: '{}',
  deadline: start,
  sentence: 'Stop the container db.',
}
const undone = (verdict: 'restored' | 'not_restored' | 'unknown'): IncidentEvent => ({
  type: 'undo_verified',
  verdict,
  sentence: 'it is exited again',
  evidence: [],
})
const changed = (result: OperationOutcome): readonly IncidentEvent[] => [
  opened,
  received,
  { type: 'evidence_gathered', round: 1, evidence: [] },
  diagnosed(plan),
  { type: 'operation_requested', request_id: first, body: '{}', deadline: start },
  answered(first, result),
]
const started = changed(ran('container.stop'))
const asking: OperationOutcome = { outcome: 'needs_approval', approval_id: 'a1', until: start }
const end = (type: 'approval_rejected' | 'approval_expired' | 'approval_voided'): IncidentEvent => ({
  type,
  request_id: second,
  approval_id: 'a1',
  by: 'ada',
  ended_at: start,
  detail: 'no',
})

test.for<readonly [string, readonly IncidentEvent[], string, readonly string[]]>([
  ['what made it worse is taken back', [...started, verified('worse')], 'diagnosed', ['undo']],
  ['the undo is sent like any change', [...started, verified('worse'), undo], 'acting', ['undo', 'call']],
  [
    'what was taken back is looked at',
    [...started, verified('worse'), undo, answered(second, ran(null))],
    'verifying',
    ['undo', 'call', 'verify_undo'],
  ],
  [
    'an undo that may have run is looked at, too',
    [...started, verified('worse'), undo, answered(second, { outcome: 'unknown', detail: '' })],
    'verifying',
    ['undo', 'call', 'verify_undo'],
  ],
  [
    'a person hears of both, also when all is as before',
    [...started, verified('worse'), undo, answered(second, ran(null)), undone('restored')],
    'escalated',
    ['undo', 'call', 'verify_undo', 'notify'],
  ],
  [
    'what a policy refuses to take back is told',
    [...started, verified('worse'), undo, answered(second, { outcome: 'denied', detail: 'no stop', policies: ['p'] })],
    'escalated',
    ['undo', 'call', 'notify'],
  ],
  [
    'an undo may need an approval',
    [...started, verified('worse'), undo, answered(second, asking)],
    'waiting',
    ['undo', 'call', 'notify', 'await_approval'],
  ],
  ...(['approval_rejected', 'approval_expired', 'approval_voided'] as const).map(
    (type): readonly [string, readonly IncidentEvent[], string, readonly string[]] => [
      `an undo without its approval is told: ${type}`,
      [...started, verified('worse'), undo, answered(second, asking), end(type)],
      'escalated',
      ['undo', 'call', 'notify', 'await_approval', 'notify'],
    ],
  ),
  ['without an undo a person is told at once', [...changed(ran(null)), verified('worse')], 'escalated', ['notify']],
  [
    'what nobody knows to have run is not taken back',
    [...changed({ outcome: 'unknown', detail: '' }), verified('worse')],
    'escalated',
    ['notify'],
  ],
  ['what was fixed is never taken back', [...started, verified('fixed')], 'resolved', []],
  ['what had no effect is not taken back', [...started, verified('no_effect')], 'investigating', ['gather']],
  [
    'what another source contradicts goes to a person',
    [...started, verified('no_effect', { contradicted: true })],
    'escalated',
    ['notify'],
  ],
  [
    'what nobody knows to have run and nobody could look at goes to a person',
    [...changed({ outcome: 'unknown', detail: '' }), verified('unknown')],
    'escalated',
    ['notify'],
  ],
])('%s', ([, events, phase, effects]) => {
  const { incident, effects: all } = drive(fresh(), events)
  const since = all.findIndex((effect) => effect.do === 'verify') + 1
  expect([incident.phase, all.slice(since).map((effect) => effect.do)]).toEqual([phase, effects])
})

test('the message tells how it got worse and what the undo came to', () => {
  const { log } = drive(fresh(), [...started, verified('worse'), undo, answered(second, ran(null)), undone('restored')])
  expect(log.at(-1)).toEqual({
    type: 'escalated',
    reason: 'It got worse: as seen. That was taken back: it is exited again',
    suggestion: 'Stop the container db.',
  })
})

test('a change and its undo are two changes, of which one did not help', () => {
  const { incident } = drive(fresh(), [...started, verified('worse'), undo, answered(second, ran(null))])
  expect([incident.changes, incident.ineffective]).toEqual([2, 1])
})

test('a second word of the same change asks for no second undo', () => {
  const events = [...started, verified('worse'), verified('worse'), undo, undo, verified('worse')]
  expect(drive(fresh(), events).effects.filter((effect) => effect.do === 'undo' || effect.do === 'call')).toHaveLength(
    3,
  )
})
