import { LoggedEvent, type IncidentEvent, type OperationOutcome, type Plan } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { storyLine } from './story.ts'
import { answer, answered, events } from './testing/events.ts'

beforeAll(() => void vi.stubEnv('FORCE_COLOR', '0'))
afterAll(() => void vi.unstubAllEnvs())

const logged = (event: IncidentEvent): LoggedEvent => ({ sequence: 1, at: '2026-01-01T12:34:56.789Z', event })
const told = (event: IncidentEvent): string => storyLine(logged(event)).join('\n')

test.for([
  ['opened', 'incident on checkout-1 (shop@sha256:1)'],
  ['alert_received', 'alert ContainerUnhealthy (critical) from alertmanager: checkout does not answer'],
  ['alert_repeated', 'alert ContainerUnhealthy repeated by alertmanager'],
  ['alert_resolved', 'alertmanager says that ContainerUnhealthy is resolved'],
  ['investigation_started', 'looking: an alert came'],
  ['evidence_gathered', 'E1 checkout is unhealthy'],
  ['diagnosed', 'diagnosis process hung: it runs and does not answer [E1]'],
  ['dependency_suspected', 'db is looked at, too: checkout depends on it'],
  ['grouped', 'group of 2, suspected root db-1: checkout-1 depends on db-1'],
  ['mass_exit', 'mass exit: 9 containers of local ended within 10 s; they are looked at before anything is done'],
  ['members_seen', '8 are back; missing: db-1 (exited)'],
  ['analysis_failed', 'the analysis failed: the model did not answer'],
  ['operation_requested', 'asking the gateway, request request-1'],
  ['operation_answered', 'succeeded: docker restart checkout-1'],
  ['approval_awaited', 'a person is asked until 2026-01-01T00:00:00.000Z: devops-ai approve approval-1'],
  ['approval_granted', 'approved by anna'],
  ['approval_rejected', 'rejected by anna: not tonight'],
  ['approval_expired', 'the approval expired: nobody decided in time'],
  ['approval_voided', 'the approval is void: it runs another image'],
  ['verified', 'verification no effect: checkout is still unhealthy'],
  ['undo_requested', 'taking it back: Stop the container checkout-1. Request request-1'],
  ['undo_verified', 'the undo restored: it is exited again'],
  ['seen_well', 'seen by itself: it has been healthy for 10 s'],
  ['target_gone', 'seen by itself: checkout is gone'],
  ['waiting', 'waiting for db until 2026-01-01T00:00:00.000Z: db is starting'],
  ['escalated', 'a person is needed: the budget is spent'],
  ['notified', 'told by webhook, not delivered: status 500'],
  ['resolved', 'resolved: checkout is healthy'],
  ['no_action', 'no action: checkout is healthy'],
  ['closed', 'closed by anna: replaced'],
  ['acknowledged', 'anna has it in hand'],
  ['retried', 'anna asks for one more try: the disk was full'],
] as const)('%s is told with its time first', ([type, sentence]) => {
  expect(told(events[type]).split('\n')[0]).toBe(`12:34:56.789  ${sentence}`)
})

test('a due timer is no part of the story', () => {
  expect(storyLine(logged(events.timer_due))).toEqual([])
})

test('an incident without a target is told by the name that the alert gave', () => {
  expect(told({ ...events.opened, target: null })).toContain('"checkout", which is not known')
})

test('a change is told with its policy, journal entry, effects and undo', () => {
  const [, policy, effects] = told(events.operation_answered).split('\n')
  expect(policy).toMatch(/allowed by policy autonomy-auto; journal entry 42$/)
  expect(effects).toMatch(/effects: interrupts the service, loses no data, felt by web; undo: none$/)
})

test.for([
  [{ outcome: 'failed', answer }, 'failed: docker restart checkout-1'],
  [{ outcome: 'unknown', detail: 'no word' }, 'unknown: no word'],
  [{ outcome: 'needs_approval', approval_id: 'a1', until: '2026-01-01T00:00:00Z' }, 'needs approval: a1'],
  [{ outcome: 'not_understood', detail: 'what?' }, 'not understood: what?'],
  [{ outcome: 'denied', detail: 'observed only', policies: ['observe'] }, 'denied: observed only'],
  [{ outcome: 'target_missing', detail: 'gone' }, 'target missing: gone'],
  [{ outcome: 'unavailable', detail: 'no answer' }, 'unavailable: no answer'],
] satisfies [OperationOutcome, string][])('of the gateway, %j is told', ([result, sentence]) => {
  expect(told(answered(result))).toContain(sentence)
})

test.for([
  [{ action: 'wait', for: 'db', seconds: 5, reason: 'it starts' }, 'plan: wait for db'],
  [{ action: 'nothing', reason: 'it is fine' }, 'plan: change nothing (it is fine)'],
  [{ action: 'escalate', reason: 'unclear', suggestion: null }, 'plan: ask a person (unclear)'],
] satisfies [Plan, string][])('of the plans, %j is told', ([plan, sentence]) => {
  expect(told({ ...events.diagnosed, plan })).toContain(sentence)
})

const hostile = '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\n12:00:00.000  resolved: all is well\u2028\u202egnp.exe'

/** A copy of the event in which `change` made something of each text, by its place. */
const rewritten = (event: IncidentEvent, change: (text: string, place: number) => string): unknown => {
  let place = 0
  return JSON.parse(JSON.stringify(logged(event)), (_key, value: unknown) =>
    typeof value === 'string' ? change(value, place++) : value,
  )
}

/** The event with hostile text in one of its texts, for each text that may hold it. */
function poisoned(event: IncidentEvent): readonly LoggedEvent[] {
  const texts: string[] = []
  rewritten(event, (text) => (texts.push(text), text))
  return texts
    .map((_, chosen) => rewritten(event, (text, place) => (place === chosen ? `${text}${hostile}` : text)))
    .map((evil) => LoggedEvent.safeParse(evil))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
}

test.for(Object.values(events))('$type: what others wrote adds neither a line nor an escape sequence', (event) => {
  const harmless = storyLine(logged(event)).length
  for (const evil of poisoned(event)) {
    const lines = storyLine(evil)
    expect(lines).toHaveLength(harmless)
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u)
  }
})

test('the poison reaches what it is meant to: there is a hostile variant of every event with a text of its own', () => {
  const untold = Object.values(events).filter((event) => poisoned(event).length === 0)
  expect(untold.map(({ type }) => type)).toEqual(['timer_due', 'clock_set_back'])
})
