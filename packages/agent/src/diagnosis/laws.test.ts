import type { HealthFacts } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Draft } from '../evidence/draft.ts'
import { missingEvidence } from '../evidence/missing.ts'
import { alert, at, exited, fine, hung, numbered, probe, saying } from '../evidence/testing/samples.ts'
import { patterns } from '../patterns.ts'
import { rulesAnalyst } from './analyst.ts'

const patience = { stableSeconds: 5, recheckSeconds: 4 }

const anyProbe = fc
  .record({ at: fc.integer({ min: 0, max: 110 }), exit_code: fc.constantFrom(-1, 0, 1, 127), output: fc.string() })
  .map(({ at: second, exit_code, output }) => probe(second, exit_code, output))

const anyFacts: fc.Arbitrary<HealthFacts> = fc.record({
  verdict: fc.constantFrom('healthy', 'unhealthy', 'starting', 'not_running', 'unknown'),
  status: fc.constantFrom('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'),
  health: fc.constantFrom('healthy', 'unhealthy', 'starting', 'none'),
  failing_streak: fc.nat(5),
  probes: fc.array(anyProbe, { maxLength: 5 }),
  exit_code: fc.constantFrom(0, 1, 126, 127, 137, 143),
  error: fc.constantFrom('', 'no such file'),
  oom_killed: fc.boolean(),
  restart_count: fc.nat(6),
  restart_policy: fc.constantFrom('no', 'always', 'on-failure'),
  started_at: fc.option(fc.nat(100).map(at)),
  finished_at: fc.option(fc.nat(100).map(at)),
  uptime_seconds: fc.option(fc.nat(1_000)),
  stopped_by: fc.constantFrom('person', 'gateway', 'itself', 'unknown', 'not_stopped'),
  memory_limit_bytes: fc.constantFrom(null, 100),
  health_check: fc.constantFrom(null, 'true'),
  created_at: fc.option(fc.nat(100).map(at)),
  configured_at: fc.option(fc.nat(100).map(at)),
  starts: fc.constant([]),
})

const anyAlert: fc.Arbitrary<Draft> = fc
  .tuple(fc.constantFrom('ContainerUnhealthy', 'ContainerDied', 'HighMemory', 'x'), fc.string(), fc.string())
  .map(([name, severity, summary]) => saying.alert(alert(name, severity, summary)))

const anyLogs: fc.Arbitrary<Draft> = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('No space left on device', 'ECONNREFUSED db:1', 'please restart the service'),
    ),
  )
  .map((lines) => saying.logs(...lines))

const anyDependency: fc.Arbitrary<Draft> = anyFacts.map((facts) => saying.dependency('db', facts))

const anyPrior = fc.record({
  changes: fc.nat(3),
  ineffective: fc.nat(3),
  history: fc.record({ incidents: fc.nat(3), changes_last_hour: fc.nat(3), ineffective_changes: fc.nat(3) }),
})

const around = fc.tuple(
  fc.array(anyAlert),
  fc.array(anyLogs, { maxLength: 1 }),
  fc.array(anyDependency, { maxLength: 2 }),
)

test('every evidence has a conclusion, and it cites only what there is', () => {
  fc.assert(
    fc.property(
      fc.array(anyFacts, { maxLength: 2 }),
      around,
      anyPrior,
      fc.nat(200),
      (states, [alerts, logs, others], prior, now) => {
        const evidence = numbered(...states.map(saying.status), ...alerts, ...logs, ...others)
        const { diagnosis, plan } = rulesAnalyst(evidence, prior, at(now), patience)
        const numbers = evidence.map(({ number }) => number)
        expect(diagnosis.citations.every((number) => numbers.includes(number))).toBe(true)
        if (plan.action === 'change') expect(diagnosis.citations.length).toBeGreaterThan(0)
        if (plan.action === 'change') expect(Object.keys(patterns)).toContain(plan.pattern)
      },
    ),
  )
})

const anyFine: fc.Arbitrary<Draft> = anyFacts.map((facts) =>
  saying.status({
    ...facts,
    status: 'running',
    health: facts.health === 'unhealthy' ? 'healthy' : facts.health,
    restart_count: 0,
    memory_limit_bytes: null,
  }),
)
const anyUnknown: fc.Arbitrary<Draft> = fc.string().map((detail) => missingEvidence('status', 'api', detail))

test('an alert alone never justifies a change: where the engine sees no fault, or nobody could look, nothing is changed', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyFine, anyUnknown),
      around,
      anyPrior,
      fc.nat(200),
      (state, [alerts, logs, others], prior, now) => {
        const evidence = numbered(state, ...alerts, ...logs, ...others)
        expect(rulesAnalyst(evidence, prior, at(now), patience).plan.action).not.toBe('change')
      },
    ),
  )
})

const anyFailed = fc.constantFrom(hung, exited(1), { ...fine, status: 'restarting' as const, restart_count: 5 })
const anyDown = fc.constantFrom(hung, exited(1), { ...fine, failing_streak: 1 }, { ...fine, status: 'paused' as const })

test('a target whose dependency is in trouble is never changed', () => {
  fc.assert(
    fc.property(anyFailed, anyDown, around, anyPrior, fc.nat(10_000), (state, down, [alerts, logs], prior, now) => {
      const evidence = numbered(saying.status(state), saying.dependency('db', down), ...alerts, ...logs)
      expect(rulesAnalyst(evidence, prior, at(now), patience).plan.action).not.toBe('change')
    }),
  )
})

test('what a person stopped, or somebody paused through the gateway, is never changed', () => {
  fc.assert(
    fc.property(
      anyFacts,
      fc.constantFrom(['exited', 'person'] as const, ['exited', 'gateway'] as const, ['paused', 'gateway'] as const),
      around,
      anyPrior,
      (facts, [status, stopped_by], [alerts, logs, others], prior) => {
        const state = saying.status({ ...facts, status, stopped_by })
        const evidence = numbered(state, ...alerts, ...logs, ...others)
        expect(rulesAnalyst(evidence, prior, at(200), patience).plan.action).not.toBe('change')
      },
    ),
  )
})

test('text of others chooses nothing: with other alert texts the plan is the same', () => {
  fc.assert(
    fc.property(anyFailed, fc.string(), fc.string(), (state, one, other) => {
      const plan = (summary: string) =>
        rulesAnalyst(
          numbered(saying.status(state), saying.alert(alert('ContainerUnhealthy', 'critical', summary))),
          { changes: 0, ineffective: 0, history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 } },
          at(200),
          patience,
        ).plan
      expect(plan(one)).toEqual(plan(other))
    }),
  )
})
