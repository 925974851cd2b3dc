import { HealthFacts } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { anInspect } from '../testing/an-inspect.ts'
import { nothingTold } from '../reading.ts'
import { projectHealth } from './health.ts'
import { healthSecondsOf } from './state.ts'

const now = new Date('2026-01-01T00:01:00.123Z')
const facts = (state: object, more = {}, stoppedBy: HealthFacts['stopped_by'] = 'unknown'): HealthFacts =>
  HealthFacts.parse(projectHealth(anInspect(state, more), { now, stoppedBy, told: nothingTold }).data)
const health = (Status: string) => ({ Health: { Status, FailingStreak: 0, Log: [] } })

test.each([
  ['running without a health check is unknown', {}, 'unknown'],
  ['running and healthy is healthy', health('healthy'), 'healthy'],
  ['running and unhealthy is unhealthy', health('unhealthy'), 'unhealthy'],
  ['running and starting is starting', health('starting'), 'starting'],
  [
    'paused is not running, whatever its last probe said',
    { ...health('healthy'), Status: 'paused', Paused: true },
    'not_running',
  ],
  ['exited is not running', { ...health('unhealthy'), Status: 'exited', Running: false }, 'not_running'],
  ['created is not running', { Status: 'created', Running: false }, 'not_running'],
  ['between two restarts is unhealthy', { Status: 'restarting', Restarting: true }, 'unhealthy'],
] as const)('%s', (_, state, verdict) => {
  expect(facts(state).verdict).toBe(verdict)
})

test("Docker's zero time is no time, and nanoseconds are cut to milliseconds", () => {
  expect(facts({})).toMatchObject({ started_at: '2026-01-01T00:00:00.123Z', finished_at: null, uptime_seconds: 60 })
})

test('what exited tells how', () => {
  const state = { Status: 'exited', Running: false, ExitCode: 137, OOMKilled: true, FinishedAt: '2026-01-01T00:00:30Z' }
  expect(facts(state, {}, 'itself')).toMatchObject({
    exit_code: 137,
    oom_killed: true,
    uptime_seconds: null,
    stopped_by: 'itself',
  })
})

test('what never started tells why', () => {
  expect(facts({ Status: 'created', Running: false, ExitCode: 127, Error: 'no such file' }).error).toBe('no such file')
})

test('what runs was not stopped, whatever was seen before', () => {
  expect(facts({}, {}, 'person').stopped_by).toBe('not_stopped')
})

test('probe outputs are kept short, without control characters', () => {
  const Log = Array.from({ length: 7 }, (_, index) => ({
    Start: '2026-01-01T00:00:00.5+01:00',
    End: '2026-01-01T00:00:01Z',
    ExitCode: index,
    Output: `\u001b[31mdown\u001b[0m\u0007 ${'x'.repeat(2_000)}`,
  }))
  const { probes } = facts({ Health: { Status: 'unhealthy', FailingStreak: 7, Log } })
  expect(probes.map(({ exit_code }) => exit_code)).toEqual([2, 3, 4, 5, 6])
  expect(probes[0]).toMatchObject({
    at: '2025-12-31T23:00:00.500Z',
    output: expect.stringMatching(/^down x{495} \[…\]$/),
  })
})

test.each([
  ['a shell line', ['CMD-SHELL', 'curl -f localhost'], 'curl -f localhost'],
  ['words', ['CMD', 'nc', '-z', 'localhost'], 'nc -z localhost'],
  ['switched off', ['NONE'], null],
  ['inherited', [], null],
] as const)('a health check may be %s', (_, Test, expected) => {
  expect(facts({}, { config: { Healthcheck: { Test } } }).health_check).toBe(expected)
})

test('a state that we do not know is read from its flags', () => {
  expect(facts({ Status: 'stopping', Running: true }).status).toBe('running')
  expect(facts({ Status: 'napping', Running: false }).status).toBe('exited')
})

test('people read the same', () => {
  const { text } = projectHealth(anInspect(health('unhealthy')), { now, stoppedBy: 'unknown', told: nothingTold })
  expect(text).toBe('verdict: unhealthy\nstatus: running, up 1m\nhealth: unhealthy\nrestarts: 2, policy no')
})

test.for([
  ['through this gateway', 'gateway', 'always', 'gateway'],
  ['after a stop, by a person', 'stop', 'always', 'person'],
  ['after an end by itself, by the policy', 'end', 'on-failure', 'engine'],
  ['after an end by itself without a policy, by a person', 'end', 'no', 'person'],
] as const)('it was started %s', ([, after, Name, by]) => {
  const told = {
    starts: [
      { at: new Date(now.getTime() - 3_599_000), after },
      { at: new Date(now.getTime() - 3_600_000), after },
    ],
    configuredAt: null,
  }
  const inspect = anInspect({}, { host: { RestartPolicy: { Name } } })
  expect(projectHealth(inspect, { now, stoppedBy: 'unknown', told }).data.starts).toEqual([
    { at: told.starts[0]?.at.toISOString(), by },
  ])
})

const seconds = (value: number): number => value * 1e9
test.each([
  ['none', {}, undefined, null],
  ['which says nothing of its times has those of Docker', health('starting'), {}, 180],
  ['set to 0 means the same', health('starting'), { Interval: 0, Timeout: 0, Retries: 0, StartPeriod: 0 }, 180],
  [
    'with times of its own',
    health('healthy'),
    { Interval: seconds(5), Timeout: seconds(2), Retries: 4, StartPeriod: seconds(60) },
    88,
  ],
])('how long a health check may take: %s', (_, state, check, expected) => {
  const inspect = anInspect(state)
  expect(healthSecondsOf({ ...inspect, Config: { ...inspect.Config, Healthcheck: check } })).toBe(expected)
})
