import { RequestId, type IncidentEvent } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { diagnosed, drive, fresh, opened, received, start } from '../../test/incidents.ts'
import { target } from '../evidence/testing/samples.ts'

const requestId = RequestId.parse('request-1')
const look = (round: number): IncidentEvent => ({ type: 'evidence_gathered', round, evidence: [] })
const asks = diagnosed({ action: 'escalate', reason: 'nobody knows', suggestion: null })
const healthy = diagnosed({ action: 'nothing', reason: 'it is healthy' })
const known = { ...opened, target: target() } as IncidentEvent
const escalated = drive(fresh(), [known, received, look(1), asks]).incident
const well = (round: number): IncidentEvent => ({ type: 'seen_well', round, sentence: 'it is healthy for 10 s' })
const gone = (round: number): IncidentEvent => ({ type: 'target_gone', round, sentence: 'it is gone' })

test('whoever told a person goes on looking by itself', () => {
  const { effects } = drive(fresh(), [known, received, look(1), asks])
  expect(effects.at(-1)).toEqual({ do: 'watch', round: 1, at: new Date(Date.parse(start) + 60_000).toISOString() })
})

test('without a target there is nothing to look at', () => {
  expect(drive(fresh(), [opened, received, look(1), asks]).effects.map((effect) => effect.do)).not.toContain('watch')
})

test.for<readonly [string, readonly IncidentEvent[], string, readonly string[]]>([
  ['what is well again is looked at as a whole', [well(1)], 'investigating', ['gather']],
  ['and ends when that finds it well', [well(1), look(2), healthy], 'no_action', ['gather', 'analyse', 'notify']],
  ['or waits on, without a second message', [well(1), look(2), asks], 'escalated', ['gather', 'analyse', 'watch']],
  ['a look of an earlier round is dropped', [well(0)], 'escalated', []],
  ['what is gone ends, and that is told', [gone(1)], 'no_action', ['notify']],
  ['gone by an earlier look is dropped', [gone(0)], 'escalated', []],
])('%s', ([, events, phase, effects]) => {
  const after = drive(escalated, events)
  expect([after.incident.phase, after.effects.map((effect) => effect.do)]).toEqual([phase, effects])
})

test('a freeze is waited out, ever longer', () => {
  const plan = {
    action: 'change',
    pattern: 'process_hung',
    intent: 'restart the service',
    expected_operations: [],
    postcondition: { sentence: '', healthy: true, started_after: null, stable_seconds: 1 },
    reason: 'it hangs',
  } as const
  const round = (number: number): readonly IncidentEvent[] => [
    look(number),
    diagnosed({ ...plan, expected_operations: [] }),
    { type: 'operation_requested', request_id: requestId, body: '{}', deadline: start },
    { type: 'operation_answered', request_id: requestId, result: { outcome: 'frozen', detail: 'by ada' } },
    { type: 'timer_due', round: number },
  ]
  const { log } = drive(fresh(), [known, received, ...Array.from({ length: 6 }, (_, index) => round(index + 1)).flat()])
  expect(log.flatMap((event) => (event.type === 'waiting' ? [seconds(event.until)] : []))).toEqual([
    60, 120, 240, 480, 900, 900,
  ])
})

const seconds = (until: string): number => (Date.parse(until) - Date.parse(start)) / 1_000
