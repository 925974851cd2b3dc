import { RequestId, type IncidentEvent, type OperationOutcome } from '@devops-ai/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alert,
  anyEvent,
  change,
  diagnosed,
  drive,
  fresh,
  limits,
  opened,
  received,
  start,
} from '../../test/incidents.ts'
import { ended } from './incident.ts'
import { step } from './step.ts'

const plan = { ...change, expected_operations: [...change.expected_operations] }
const request_id = RequestId.parse('request-1')
const gathered = (round: number): IncidentEvent => ({ type: 'evidence_gathered', round, evidence: [] })
const requested: IncidentEvent = { type: 'operation_requested', request_id, body: '{}', deadline: start }
const unknown: OperationOutcome = { outcome: 'unknown', detail: 'no answer' }
const answered = (result: OperationOutcome): IncidentEvent => ({ type: 'operation_answered', request_id, result })
const asking = answered({ outcome: 'needs_approval', approval_id: 'a1', until: start })
const end = (
  type: 'approval_granted' | 'approval_rejected' | 'approval_expired' | 'approval_voided',
): IncidentEvent => ({ type, request_id, approval_id: 'a1', by: 'ada', ended_at: start, detail: 'so it is' })
const verified = (verdict: 'fixed' | 'no_effect' | 'worse' | 'unknown'): IncidentEvent => ({
  type: 'verified',
  verdict,
  sentence: 'as seen',
  evidence: [],
})
const opening = [opened, received, gathered(1)]
const attempt = (round: number) => [
  gathered(round),
  diagnosed(plan),
  requested,
  answered(unknown),
  verified('no_effect'),
]

test.for([
  ['an alert begins an investigation', [opened, received], 'investigating', 'gather'],
  ['evidence is analysed', opening, 'investigating', 'analyse'],
  ['a change within the budget is requested', [...opening, diagnosed(plan)], 'diagnosed', 'request'],
  ['a stored request is sent', [...opening, diagnosed(plan), requested], 'acting', 'call'],
  [
    'what may have run is looked at',
    [...opening, diagnosed(plan), requested, answered(unknown)],
    'verifying',
    'verify',
  ],
  [
    'a refusal goes to a person',
    [...opening, diagnosed(plan), requested, answered({ outcome: 'denied', detail: 'observed', policies: ['p'] })],
    'escalated',
    'notify',
  ],
  [
    'a missing target is looked up once more',
    [...opening, diagnosed(plan), requested, answered({ outcome: 'target_missing', detail: 'gone' })],
    'investigating',
    'gather',
  ],
  [
    'a repair that did not help is followed by a second look',
    [opened, received, ...attempt(1)],
    'investigating',
    'gather',
  ],
  [
    'the second change that did not help is never followed by a third',
    [opened, received, ...attempt(1), ...attempt(2)],
    'escalated',
    'notify',
  ],
  [
    'what made it worse goes to a person at once',
    [...opening, diagnosed(plan), requested, answered(unknown), verified('worse')],
    'escalated',
    'notify',
  ],
  [
    'a wait sets its timer',
    [...opening, diagnosed({ action: 'wait', for: 'db', seconds: 5, reason: 'down' })],
    'waiting',
    'timer',
  ],
  [
    'a monitor that says resolved makes a waiting incident look',
    [
      ...opening,
      diagnosed({ action: 'wait', for: 'db', seconds: 5, reason: 'down' }),
      { type: 'alert_resolved', alert } as const,
    ],
    'investigating',
    'gather',
  ],
  [
    'an analysis that fails goes to a person',
    [...opening, { type: 'analysis_failed', detail: 'silent' } as const],
    'escalated',
    'notify',
  ],
] as const)('%s', ([, events, phase, last]) => {
  const { incident, effects } = drive(fresh(), events)
  expect([incident.phase, effects.at(-1)?.do]).toEqual([phase, last])
})

test('fixed, and only fixed, resolves', () => {
  const { incident, log } = drive(fresh(), [
    ...opening,
    diagnosed(plan),
    requested,
    answered(unknown),
    verified('fixed'),
  ])
  expect(incident).toMatchObject({ phase: 'resolved', verification: 'fixed', changes: 1, endedAt: start })
  expect(log.at(-1)).toEqual({ type: 'resolved', sentence: 'as seen' })
})

test('who waits long looks less often, and at least every minute', () => {
  const wait = { action: 'wait', for: 'db', seconds: 5, reason: 'down' } as const
  const rounds = Array.from({ length: 12 }, (_, index) => [
    gathered(index + 1),
    diagnosed(wait),
    { type: 'timer_due', round: index + 1 } as const,
  ])
  const { log } = drive(fresh(), [opened, received, ...rounds.flat()])
  const seconds = log.flatMap((event) =>
    event.type === 'waiting' ? [(Date.parse(event.until) - Date.parse(start)) / 1_000] : [],
  )
  expect(seconds.slice(0, 3)).toEqual([5, 7.5, 11.25])
  expect(seconds.at(-1)).toBe(60)
})

test('a try that a person asks for is one plan beyond the budget, and its failure is told anew', () => {
  const retried: IncidentEvent = { type: 'retried', by: 'ada', reason: '' }
  const spent = drive(fresh(), [opened, received, ...attempt(1), ...attempt(2)]).incident
  const again = drive(spent, [retried, ...attempt(3)])
  expect(again.effects.map((effect) => (effect.do === 'notify' ? effect.message_id : effect.do))).toEqual([
    ...['gather', 'analyse', 'request', 'call', 'verify'],
    `${spent.id}:escalated:2`,
  ])
  expect(again.incident).toMatchObject({ phase: 'escalated', told: 2, acknowledged: null, retries: 0 })
  expect(drive(again.incident, attempt(4)).effects.map(({ do: what }) => what)).not.toContain('request')
})

test('an answer to another request is dropped', () => {
  const stray: IncidentEvent = { type: 'operation_answered', request_id: RequestId.parse('request-9'), result: unknown }
  expect(drive(fresh(), [...opening, diagnosed(plan), requested, stray]).incident.phase).toBe('acting')
})

test('earlier incidents of the same target count against the budget', () => {
  const again: IncidentEvent = {
    type: 'opened',
    target: null,
    name: 'db',
    history: { incidents: 2, changes_last_hour: 2, ineffective_changes: 2 },
  }
  expect(drive(fresh(), [again, received, gathered(1), diagnosed(plan)]).incident.phase).toBe('escalated')
})

describe('laws', () => {
  const anyLog = fc.array(anyEvent, { maxLength: 60 })
  const tries = (events: readonly IncidentEvent[]): number => events.filter(({ type }) => type === 'retried').length

  test('every phase takes every event', () => {
    fc.assert(fc.property(anyLog, (events) => void drive(fresh(), events)))
  })

  test('after the end nothing acts', () => {
    fc.assert(
      fc.property(anyLog, anyEvent, (events, event) => {
        const { incident } = drive(fresh(), events)
        if (ended(incident)) expect(step(incident, event, { at: start, limits })).toEqual({ incident, effects: [] })
      }),
    )
  })

  test('a change that did not help is never followed by more than the budget allows', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const { incident, effects } = drive(fresh(), events)
        expect(incident.ineffective).toBeLessThanOrEqual(limits.ineffectiveChanges + tries(events))
        if (incident.ineffective >= limits.ineffectiveChanges && tries(events) === 0)
          expect(effects.findLastIndex(({ do: what }) => what === 'verify')).toBeGreaterThan(
            effects.findLastIndex(({ do: what }) => what === 'request'),
          )
      }),
    )
  })

  test('a person is told of trouble once, and once more after each try that they asked for', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const told = drive(fresh(), events).effects.flatMap((effect) =>
          effect.do === 'notify' && effect.message_id.includes(':escalated') ? [effect.message_id] : [],
        )
        expect(told.length).toBeLessThanOrEqual(1 + tries(events))
        expect(new Set(told).size).toBe(told.length)
      }),
    )
  })

  test('once a person has been told, nothing is changed any more until they ask for it', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const { effects } = drive(
          fresh(),
          events.filter(({ type }) => type !== 'retried'),
        )
        const told = effects.findIndex((effect) => effect.do === 'notify' && effect.message_id.endsWith(':escalated'))
        if (told >= 0) expect(effects.slice(told).map(({ do: what }) => what)).not.toContain('request')
      }),
    )
  })

  test('while a person is asked about a change, no other is requested', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        let incident = fresh()
        for (const event of drive(fresh(), events).log) {
          const next = step(incident, event, { at: start, limits })
          if (incident.approval && next.incident.approval)
            expect(next.effects.map(({ do: what }) => what)).not.toContain('request')
          incident = next.incident
        }
      }),
    )
  })

  test('what a person rejected is never requested again, in whatever words, until a person asks for it', () => {
    fc.assert(
      fc.property(anyLog, anyLog, (before, after) => {
        const asked = drive(drive(fresh(), [...opening, diagnosed(plan), requested, asking]).incident, before).incident
        const { incident } = drive(asked, [end('approval_rejected')])
        if (ended(asked) || !asked.approval) return
        expect(incident.escalated).toBe(true)
        const unasked = after.filter(({ type }) => type !== 'retried')
        expect(drive(incident, unasked).effects.map(({ do: what }) => what)).not.toContain('request')
      }),
    )
  })

  test('a change is taken back at most once, only after it was seen to make it worse, and never after the end', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        let incident = fresh()
        let changes = 0
        let undos = 0
        for (const event of drive(fresh(), events).log) {
          const next = step(incident, event, { at: start, limits })
          const asked = next.effects.filter(({ do: what }) => what === 'undo').length
          if (asked > 0)
            expect([event, ended(incident)]).toEqual([expect.objectContaining({ verdict: 'worse' }), false])
          if (next.effects.some(({ do: what }) => what === 'verify')) changes += 1
          undos += asked
          expect(undos).toBeLessThanOrEqual(changes)
          incident = next.incident
        }
      }),
    )
  })

  test('whoever was told of the trouble is told of its end', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const { incident, effects } = drive(fresh(), events)
        const ids = effects.flatMap((effect) => (effect.do === 'notify' ? [effect.message_id] : []))
        const end = `${incident.id}:${incident.phase}`
        if (ended(incident) && ids.some((one) => one.includes(':escalated'))) expect(ids).toContain(end)
      }),
    )
  })

  test('replaying the log gives the same incident', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const { incident, log } = drive(fresh(), events)
        const replayed = log.reduce((so, event) => step(so, event, { at: start, limits }).incident, fresh())
        expect(replayed).toEqual(incident)
      }),
    )
  })
})
