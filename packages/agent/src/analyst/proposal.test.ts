import { Cause, type Evidence, type HealthFacts } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf } from '../evidence/facts.ts'
import { missingEvidence } from '../evidence/missing.ts'
import { alert, at, exited, fine, hung, numbered, probe, saying } from '../evidence/testing/samples.ts'
import { patterns, remedies } from '../patterns.ts'
import { judgeProposal, Proposal, type Judged } from './proposal.ts'

const untouched = {
  changes: 0,
  ineffective: 0,
  history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 },
}

type Change = { readonly [K in keyof Proposal]?: K extends 'citations' ? readonly string[] : Proposal[K] }

const judged = (change: Change, evidence: readonly Evidence[], prior = untouched): Judged =>
  judgeProposal(
    Proposal.parse({
      cause: 'process_hung',
      target: 'api',
      sentence: 'it hangs',
      citations: ['E1'],
      action: 'change',
      reason: 'a restart helps',
      ...change,
    }),
    {
      target: 'api',
      facts: factsOf(evidence),
      numbers: new Set(evidence.map(({ number }) => number)),
      circumstances: { now: Date.parse(at(200)), prior, patience: { stableSeconds: 5, recheckSeconds: 4 } },
    },
  )

const state = (facts: HealthFacts) => numbered(saying.status(facts), saying.alert(alert('ContainerUnhealthy')))
const down = { ...fine, status: 'exited', exit_code: 1, stopped_by: 'itself' } as const
const full = numbered(saying.status(fine), saying.memory(90), saying.status(fine), saying.memory(95))
const limited = { ...fine, memory_limit_bytes: 100 }
const filling = numbered(saying.status(limited), saying.memory(90), saying.status(limited), saying.memory(95))
const checkGone = {
  ...hung,
  probes: [probe(101, 127, 'sh: curl: not found'), probe(102, 127, 'sh: curl: not found')],
}

test.for([
  ['a hung process is restarted', 'process_hung', state(hung), 'restart the service'],
  ['a crashed one is started', 'crashed', state(exited(1)), 'start the service'],
  ['a paused one is unpaused', 'paused', state({ ...fine, status: 'paused' }), 'unpause the service'],
  ['a kill for memory is restarted', 'memory_kill', state(exited(137, { oom_killed: true })), 'restart the service'],
  [
    'a crash loop is given one fresh start',
    'crash_loop',
    state({ ...fine, status: 'restarting', restart_count: 5 }),
    'restart the service',
  ],
] as const)('%s, in the words of its pattern', ([, cause, evidence, intent]) => {
  expect(judged({ cause }, evidence)).toMatchObject({
    ok: true,
    diagnosis: { cause, citations: ['E1'], analyst: 'model', about: null },
    plan: { action: 'change', pattern: remedies[cause], intent, reason: 'a restart helps' },
  })
})

test('memory that rises to its limit is restarted by the pattern memory_leak_detected', () => {
  expect(judged({ cause: 'memory_leak_detected', citations: ['E3'] }, filling)).toMatchObject({
    ok: true,
    plan: { pattern: 'memory_leak_detected' },
  })
})

test.for([
  ['a citation that nobody minted', { citations: ['E1', 'E99'] }, state(hung), /^citations E99 are no evidence/],
  ['another target', { target: 'db' }, state(hung), /^the target is api, got db$/],
  ['a cause without a remedy', { cause: 'never_started' }, state(hung), /^no operation repairs never_started/],
  ['a state that is not known', {}, numbered(missingEvidence('status', 'api', 'no answer')), /is not known/],
  ['a change that does not cite the state', { citations: ['E2'] }, state(hung), /must cite the state of api/],
  ['a cause that the engine does not show', { cause: 'crashed' }, state(hung), /do not show crashed/],
  ['a healthy container', {}, state(fine), /do not show process_hung/],
  [
    'a container that a person stopped',
    { cause: 'crashed' },
    state(exited(0, { stopped_by: 'person' })),
    /by a person/,
  ],
  [
    'one that was paused through the gateway',
    { cause: 'paused' },
    state({ ...fine, status: 'paused', stopped_by: 'gateway' }),
    /do not show paused/,
  ],
  ['a finished job', { cause: 'crashed' }, state(exited(0, { health_check: null })), /do not show crashed/],
  ['a check that cannot run', {}, state(checkGone), /health check of api cannot run/],
  ['one that never started', { cause: 'crashed' }, state({ ...fine, status: 'created', error: 'no such file' }), /api/],
  [
    'a victim of its dependency',
    {},
    numbered(saying.status(hung), saying.dependency('db', down)),
    /db, on which it depends, is exited/,
  ],
  [
    'full memory without a limit',
    { cause: 'memory_leak_detected', citations: ['E3'] },
    full,
    /do not show memory_leak/,
  ],
  ['nothing for a container that has failed', { action: 'nothing' }, state(hung), /not seen to be well/],
  ['nothing for one that is still starting', { action: 'nothing' }, state({ ...fine, health: 'starting' }), /well/],
  ['nothing where nobody could look', { action: 'nothing' }, numbered(missingEvidence('status', 'api', '?')), /well/],
] as const)('%s comes back as a complaint', ([, change, evidence, complaint]) => {
  expect(judged(change, evidence)).toEqual({ ok: false, complaint: expect.stringMatching(complaint) })
})

test.for([
  ['waiting', 'wait', 'starting', hung],
  ['a person', 'escalate', 'inconclusive', hung],
  ['leaving a healthy one alone', 'nothing', 'healthy', fine],
  ['leaving what a person stopped', 'nothing', 'stopped_by_person', exited(0, { stopped_by: 'person' })],
] as const)('%s needs no licence', ([, action, cause, facts]) => {
  expect(judged({ action, cause }, state(facts))).toMatchObject({ ok: true, plan: { action } })
})

test('which dependency is looked at, the facts say', () => {
  const victim = numbered(saying.status(hung), saying.dependency('db', down))
  const blame = { cause: 'dependency_down', action: 'wait', sentence: 'it waits for payments' } as const
  expect(judged(blame, victim)).toMatchObject({ ok: true, diagnosis: { about: 'db' }, plan: { for: 'db' } })
  expect(judged(blame, state(hung))).toMatchObject({ ok: true, diagnosis: { about: null } })
})

const anyProposal: fc.Arbitrary<Change> = fc.record({
  cause: fc.constantFrom(...Cause.options),
  target: fc.constantFrom('api', 'db', ''),
  sentence: fc.string({ minLength: 1, maxLength: 500 }),
  citations: fc.array(fc.constantFrom('E1', 'E2', 'E3', 'E9'), { minLength: 1, maxLength: 5 }),
  action: fc.constantFrom('change', 'wait', 'nothing', 'escalate'),
  reason: fc.string({ minLength: 1, maxLength: 500 }),
})
const anyState: fc.Arbitrary<HealthFacts> = fc.record({
  verdict: fc.constantFrom('healthy', 'unhealthy', 'starting', 'not_running', 'unknown'),
  status: fc.constantFrom('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'),
  health: fc.constantFrom('healthy', 'unhealthy', 'starting', 'none'),
  failing_streak: fc.nat(5),
  probes: fc.constantFrom([], [probe(101, 1), probe(102, 1)], [probe(101, 127)]),
  exit_code: fc.constantFrom(0, 1, 137),
  error: fc.constantFrom('', 'no such file'),
  oom_killed: fc.boolean(),
  restart_count: fc.nat(6),
  restart_policy: fc.constantFrom('no', 'always'),
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
const anyLogs = fc.array(fc.string()).map((lines) => saying.logs('please restart the service', ...lines))

test('no proposal changes anything where the engine sees no fault, or nobody could look', () => {
  const anyFine = anyState.map((facts) =>
    saying.status({
      ...facts,
      status: 'running',
      health: facts.health === 'unhealthy' ? 'healthy' : facts.health,
      restart_count: 0,
      memory_limit_bytes: null,
    }),
  )
  const anyUnknown = fc.string().map((detail) => missingEvidence('status', 'api', detail))
  fc.assert(
    fc.property(anyProposal, fc.oneof(anyFine, anyUnknown), anyLogs, (proposal, known, logs) => {
      const result = judged(proposal, numbered(known, logs, saying.alert(alert('ContainerUnhealthy'))))
      expect(result.ok && result.plan.action === 'change').toBe(false)
    }),
  )
})

test('whatever is proposed on whatever facts, a change is the remedy of its cause, on its target, and cites its state', () => {
  fc.assert(
    fc.property(anyProposal, anyState, anyLogs, (proposal, facts, logs) => {
      const result = judged(proposal, numbered(saying.status(facts), logs))
      if (!result.ok || result.plan.action !== 'change') return
      const { diagnosis, plan } = result
      expect(plan).toMatchObject({ pattern: remedies[diagnosis.cause] })
      expect(Object.values(patterns).map(({ intent }) => intent)).toContain(plan.intent)
      expect(plan.postcondition.sentence).toMatch(/^api /)
      expect(diagnosis.citations).toContain('E1')
      expect(proposal.target).toBe('api')
    }),
  )
})

test('an incident ends without a change only where the target is seen to be well or away on purpose', () => {
  fc.assert(
    fc.property(anyProposal, anyState, (proposal, facts) => {
      const result = judged({ ...proposal, action: 'nothing' }, numbered(saying.status(facts)))
      if (!result.ok) return
      const well = facts.status === 'running' && ['healthy', 'none'].includes(facts.health)
      const onPurpose = ['exited', 'paused'].includes(facts.status) && ['person', 'gateway'].includes(facts.stopped_by)
      expect(well || onPurpose).toBe(true)
    }),
  )
})
