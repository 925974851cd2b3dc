import { expect, test } from 'vitest'
import { at, exited, fine, hung, probe, probedAt, saying } from '../evidence/testing/samples.ts'
import { conclude, first, second } from './testing/conclude.ts'

const restart = 'restart the service'
const { status, logs, dependency, memory } = saying
const limited = { memory_limit_bytes: 100 }

test('a second memory kill is for a person, who is told to raise the limit', () => {
  const { plan } = conclude([status(exited(137, { oom_killed: true, ...limited }))], second)
  expect(plan).toMatchObject({ action: 'escalate', suggestion: expect.stringContaining('raise the memory limit') })
})

test('memory that rises again after a restart is for a person', () => {
  expect(conclude([status({ ...fine, ...limited }), memory(90), memory(92)], second).plan.action).toBe('escalate')
})

test('a victim is not made to wait for ever for a probe that does not come', () => {
  const evidence = [status(hung), dependency('db', probedAt(99.5))]
  expect([103, 104.9, 105].map((now) => conclude(evidence, first, now).plan.action)).toEqual(['wait', 'wait', 'change'])
})

test('a dependency that is probed seldom is given the time of its own rhythm', () => {
  const seldom = { ...fine, probes: [probe(75, 0), probe(95, 0)] }
  const evidence = [status(hung), dependency('db', seldom)]
  expect([105, 120, 121].map((now) => conclude(evidence, first, now).plan.action)).toEqual(['wait', 'wait', 'change'])
})

test('a victim whose dependency has come back is given the time to follow, and is repaired when it does not', () => {
  const down = [status(hung), logs(), dependency('db', hung)]
  const back = [status(hung), logs('wget: bad address db'), dependency('db', probedAt(101))]
  const plans = [down, [...down, ...back], [...down, ...back, status(hung), logs(), dependency('db', probedAt(101))]]
  expect(plans.map((evidence) => conclude(evidence).plan)).toMatchObject([
    { action: 'wait', for: 'db' },
    { action: 'wait', for: 'api to follow db' },
    { action: 'change', intent: restart },
  ])
})

test('a dependency that was restarted after the target began to fail counts as just recovered', () => {
  const restarted = { ...fine, started_at: at(101), probes: [probe(101.5, 0)] }
  const evidence = [status(hung), dependency('db', restarted)]
  expect([103, 105].map((now) => conclude(evidence, first, now).plan.action)).toEqual(['wait', 'change'])
})

test('a change says in words and in facts how it will be checked', () => {
  expect(conclude([status(hung), logs()]).plan).toEqual({
    action: 'change',
    pattern: 'process_hung',
    intent: restart,
    expected_operations: ['container.restart'],
    postcondition: {
      sentence: `api is healthy, started after ${at(0)}, and stays so for 5 s`,
      healthy: true,
      started_after: at(0),
      stable_seconds: 5,
    },
    reason: 'a process that hangs comes back with a restart',
  })
})

test('an unpause starts nothing, so nothing is expected to have started', () => {
  const { plan } = conclude([status({ ...fine, status: 'paused', stopped_by: 'itself' })])
  expect(plan).toMatchObject({ postcondition: { started_after: null, healthy: true } })
})

test('what an earlier round found is over', () => {
  const { diagnosis, plan } = conclude([status(hung), logs('No space left on device'), status(fine), logs()])
  expect([diagnosis, plan.action]).toEqual([
    expect.objectContaining({ cause: 'healthy', citations: ['E3'] }),
    'nothing',
  ])
})
