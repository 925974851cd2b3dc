import { ContainerId, type HealthFacts, type MaintenanceWindow, SourceId, type TargetInfo } from '@devops-ai/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { start } from '../../test/incidents.ts'
import { facts as healthFacts, unhealthy } from '../../test/scripted-gateway.ts'
import type { Facts } from './gate.ts'
import { admission } from './gates.ts'
import { parseMatcher } from './matchers.ts'
import type { Silence } from './silences.ts'
import { admissible, changed, known, target, well } from './testing/facts.ts'

const other = 'b'.repeat(64)
const later = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000).toISOString()
const ada = SourceId.parse('ada')
const pause = { by: ada, reason: 'the audit', since: start }
const window = (...matchers: readonly string[]): MaintenanceWindow => ({
  ...{ id: '00000000-0000-4000-8000-000000000009', state: 'open', starts_at: start, ends_at: later(600) },
  ...{ matchers: [...matchers], reason: 'new disks', by: ada, ended_by: null },
})
const started = (by: HealthFacts['starts'][number]['by'], secondsAgo: number) => ({ at: later(-secondsAgo), by })
const unhelpful = (secondsAgo: number) => changed(secondsAgo, { verdict: 'no_effect' })
const info = (id: string, more: Partial<TargetInfo> = {}): TargetInfo => ({
  ...known,
  id: ContainerId.parse(id),
  ...more,
})
const silence = (text: string): Silence => {
  const parsed = parseMatcher(text)
  return { by: 'ada', comment: 'known', ends_at: later(600), matchers: parsed.ok ? [parsed.value] : [] }
}
const slow = { ...admissible().limits, coolDownSeconds: 60 }

test('nothing against it: go', () => {
  expect(admission(admissible())).toEqual({ by: null, verdict: { answer: 'go' } })
})

test.for([
  ['while a person has paused all changes', { pause, now: well() }, 'pause', 'wait'],
  ['in a window that matches', { windows: [window('service=db', 'engine=local')] }, 'maintenance', 'wait'],
  ['in a window that matches an alert of it', { windows: [window('alertname=~"Container.*"')] }, 'maintenance', 'wait'],
  ['a target that has become healthy is left alone', { now: well() }, 'still wrong', 'look'],
  [
    'a target that somebody restarted meanwhile is looked at again',
    { now: unhealthy({ started_at: later(-5) }) },
    'still wrong',
    'look',
  ],
  [
    'a target that a person stopped meanwhile is looked at again',
    { now: healthFacts({ status: 'exited', health: 'unhealthy', stopped_by: 'person' }) },
    'still wrong',
    'look',
  ],
  [
    'a diagnosis without a fact of the engine',
    { incident: { ...admissible().incident, evidence: [] } },
    'still wrong',
    'escalate',
  ],
  [
    'a target that is starting is looked at again',
    { now: healthFacts({ health: 'starting', verdict: 'starting' }) },
    'still wrong',
    'look',
  ],
  ['a target that nobody can look at waits', { now: null }, 'still wrong', 'wait'],
  ['the hour of a target is spent', { changes: [changed(10), changed(20), changed(3_599)] }, 'budget', 'escalate'],
  [
    'the hour of a service is spent, whatever container it was',
    { changes: [10, 20, 30, 40, 50].map((ago) => changed(ago, { container_id: other })) },
    'budget',
    'escalate',
  ],
  [
    'the hour of an engine is spent, whatever service it was',
    { changes: [1, 2, 3, 4, 5, 6, 7, 8].map((ago) => changed(ago, { container_id: other, service: 'shop/web' })) },
    'budget',
    'escalate',
  ],
  [
    'two changes that did not help, on any container of the service',
    {
      changes: [changed(7_200, { verdict: 'no_effect' }), changed(8_000, { verdict: 'unknown', container_id: other })],
    },
    'budget',
    'escalate',
  ],
  [
    'restarts by the policy of the engine and by people spend the hour of a target',
    { now: unhealthy({ starts: [started('engine', 30), started('person', 20), started('gateway', 10)] }) },
    'budget',
    'escalate',
  ],
  ['a container that was just created', { now: unhealthy({ created_at: later(-59) }) }, 'deployment', 'wait'],
  [
    'a container that was just configured anew',
    { now: unhealthy({ configured_at: later(-59) }) },
    'deployment',
    'wait',
  ],
  [
    'a service of which another container was just created',
    { targets: [info(target.id), info(other, { created_at: later(-59) })] },
    'deployment',
    'wait',
  ],
  ['all alerts are silenced', { silences: [silence('service=db')] }, 'silence', 'wait'],
  ['the second change waits its back-off', { changes: [changed(59)], limits: slow }, 'back-off', 'wait'],
  ['the third waits twice as long', { changes: [changed(7_000), changed(119)], limits: slow }, 'back-off', 'wait'],
] as const satisfies readonly (readonly [string, Partial<Facts>, string, string])[])('%s', ([, more, by, answer]) => {
  const decided = admission(admissible(more))
  expect([decided.by, decided.verdict.answer]).toEqual([by, answer])
})

test.for([
  [
    'a start of ours through the gateway counts once',
    {
      changes: [changed(10), changed(20)],
      now: unhealthy({ starts: [started('gateway', 20), started('gateway', 10)] }),
    },
  ],
  ['the grace of a deployment is over', { now: unhealthy({ created_at: later(-60), configured_at: later(-61) }) }],
  ['a container that was created in an hour, says a clock', { now: unhealthy({ created_at: later(3_600) }) }],
  [
    'a container of another service was just created',
    { targets: [info(target.id), info(other, { service: 'web', created_at: later(-1) })] },
  ],
  [
    'one of two alerts is silenced',
    { silences: [silence('severity=critical')], firing: [{ severity: 'critical' }, { severity: 'warning' }] },
  ],
  ['a silence for something else', { silences: [silence('service=web')] }],
  [
    'what did not help was before a person started it',
    { changes: [unhelpful(6_000), unhelpful(5_000)], now: unhealthy({ starts: [started('person', 400)] }) },
  ],
  [
    'what did not help was before it was made anew',
    { changes: [unhelpful(600), unhelpful(500)], now: unhealthy({ created_at: later(-400) }) },
  ],
  [
    'what did not help belongs to trouble that has ended',
    { changes: [unhelpful(600), { ...unhelpful(500), over: true }] },
  ],
  ['in a window for something else', { windows: [window('service=web')] }],
  ['in a window of which one matcher does not match', { windows: [window('service=db', 'name!~"shop-.*"')] }],
  ['an hour later the budget is there again', { changes: [changed(10), changed(20), changed(3_600)] }],
  [
    'what did not help on another image says nothing of this one',
    { changes: [changed(7_200, { verdict: 'no_effect', image: 'db:0' }), changed(8_000, { verdict: 'no_effect' })] },
  ],
  [
    'a person asked for one more try',
    { incident: { ...admissible().incident, retries: 1 }, changes: [changed(10), changed(20), changed(30)] },
  ],
  ['after its back-off the second change may go', { changes: [changed(60)], limits: slow }],
  [
    'a change on another container is no reason to wait',
    { changes: [changed(1, { container_id: other })], limits: slow },
  ],
] as const satisfies readonly (readonly [string, Partial<Facts>])[])('%s', ([, more]) => {
  expect(admission(admissible(more)).verdict.answer).toBe('go')
})

test('who is held reads by whom and until when', () => {
  const late = { ...window('name=shop-db-1'), ends_at: later(900) }
  expect(admission(admissible({ windows: [window('service=db'), late] })).verdict).toEqual({
    answer: 'wait',
    for: 'the maintenance by ada',
    until: later(900),
    reason: 'ada maintains name=shop-db-1: new disks',
  })
  expect(admission(admissible({ pause })).verdict).toMatchObject({ for: 'the pause by ada', until: null })
})

describe('laws', () => {
  const anyAsking = fc.array(
    fc.record({
      pause: fc.integer({ min: 0, max: 2_000 }),
      helped: fc.constantFrom('fixed', 'no_effect', 'unknown', null),
    }),
    { maxLength: 60 },
  )

  test('however often it is asked, an hour never sees more changes than the budget, and a day no third that did not help', () => {
    fc.assert(
      fc.property(anyAsking, (asked) => {
        const made: { readonly at: number; readonly helped: (typeof asked)[number]['helped'] }[] = []
        let now = 0
        for (const { pause, helped } of asked) {
          now += pause
          const changes = made.map((one) => changed(now - one.at, { verdict: one.helped }))
          if (admission(admissible({ changes })).verdict.answer === 'go') made.push({ at: now, helped })
        }
        for (const { at } of made) {
          const within = made.filter((one) => one.at > at - 3_600 && one.at <= at)
          expect(within.length).toBeLessThanOrEqual(admissible().limits.changesPerHour.target)
        }
        expect(made.filter(({ helped }) => helped === 'no_effect' || helped === 'unknown').length).toBeLessThanOrEqual(
          2,
        )
      }),
    )
  })

  test('one more change in the past never lets anything new through', () => {
    const anyChange = fc.integer({ min: 0, max: 80_000 }).map((ago) => changed(ago, { verdict: 'no_effect' }))
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 6 }), anyChange, (changes, one) => {
        if (admission(admissible({ changes })).verdict.answer !== 'go')
          expect(admission(admissible({ changes: [...changes, one] })).verdict.answer).not.toBe('go')
      }),
    )
  })
})
