import type { HealthFacts } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exited, fine, hung } from '../evidence/testing/samples.ts'
import { harm } from './harm.ts'

const bare: HealthFacts = { ...fine, health: 'none', health_check: null }
const starting: HealthFacts = { ...fine, health: 'starting' }
const paused: HealthFacts = { ...fine, status: 'paused' }
const created: HealthFacts = { ...exited(0), status: 'created', started_at: null }
const looping: HealthFacts = { ...exited(1), status: 'restarting', restart_count: 4 }
const dead: HealthFacts = { ...exited(137), status: 'dead' }

test.for<readonly [string, HealthFacts, HealthFacts, string | null]>([
  ['it ran and has ended', hung, exited(1), 'It was running before and is exited with code 1 now'],
  ['it ran well and has ended', fine, exited(0), 'It was running before and is exited with code 0 now'],
  ['it was paused and has ended', paused, exited(137), 'It was paused before and is exited with code 137 now'],
  ['it ran and is dead', hung, dead, 'It was running before and is dead with code 137 now'],
  ['it ran and loops', hung, looping, 'It was running before and is restarting now'],
  [
    'it had ended and loops',
    exited(1),
    looping,
    'It was exited before, and now the engine restarts it again and again',
  ],
  [
    'it had never started and loops',
    created,
    looping,
    'It was created before, and now the engine restarts it again and again',
  ],
  [
    'it had ended and is restarted again and again',
    exited(1),
    { ...starting, restart_count: 3 },
    'The engine has restarted it 3 times, 0 times before',
  ],
  [
    'it is restarted more often than before',
    { ...hung, restart_count: 1 },
    { ...hung, restart_count: 2 },
    'The engine has restarted it 2 times, 1 times before',
  ],
  ['it was healthy and is unhealthy', fine, hung, 'It was healthy before and is unhealthy now'],
  ['it was not known to be ill and is unhealthy', bare, hung, 'It was running before and is unhealthy now'],
  [
    'the kernel kills in it, which it did not before',
    hung,
    { ...hung, oom_killed: true },
    'The kernel has killed in it for memory, which it had not before',
  ],
  ['unhealthy as before', hung, hung, null],
  ['unhealthy for longer than before', hung, { ...hung, failing_streak: 30 }, null],
  ['still starting as before', starting, hung, null],
  ['ended as before', exited(1), exited(1), null],
  ['ended as before, otherwise', exited(1), exited(2), null],
  ['ended as before, for memory this time', exited(1), { ...exited(137), oom_killed: true }, null],
  ['killed in for memory as before', { ...hung, oom_killed: true }, { ...hung, oom_killed: true }, null],
  ['looping as before', looping, { ...looping, restart_count: 9 }, null],
  ['looped, and has ended', looping, exited(1), null],
  ['was paused and is unhealthy: nobody was served before', paused, hung, null],
  ['had ended and is unhealthy: nobody was served before', exited(1), hung, null],
  ['healthy', hung, fine, null],
  ['without a health check as before', bare, bare, null],
])('%s', ([, before, now, sentence]) => {
  expect(harm(before, now)).toBe(sentence)
})

const anyFacts = fc
  .record({
    status: fc.constantFrom('created', 'running', 'paused', 'restarting', 'exited', 'dead' as const),
    health: fc.constantFrom('healthy', 'unhealthy', 'starting', 'none' as const),
    restart_count: fc.nat(5),
    oom_killed: fc.boolean(),
    exit_code: fc.constantFrom(0, 1, 137),
  })
  .map((some): HealthFacts => ({ ...fine, ...some }))

test('what stays as it was is no harm, and what is healthy without a new restart never is', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      expect(harm(facts, facts)).toBeNull()
      expect(harm(facts, { ...fine, restart_count: facts.restart_count, oom_killed: facts.oom_killed })).toBeNull()
    }),
  )
})
