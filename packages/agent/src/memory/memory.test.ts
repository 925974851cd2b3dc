import { expect, test } from 'vitest'
import { memoryEvidence, similarIn24h, type MemoryData } from './memory.ts'

const memory: MemoryData = {
  service: 'checkout',
  past: [
    { cause: 'process_hung', action: 'restart_service', outcome: 'repaired', times: 3, last_24h: 1, seconds: 12 },
    { cause: 'process_hung', action: 'none', outcome: 'healed', times: 1, last_24h: 1, seconds: 40.4 },
    { cause: 'dependency_down', action: 'none', outcome: 'no_action', times: 1, last_24h: 0, seconds: 60 },
  ],
}

test('what was before is one fact: causes, what was done, how it went, how long it took and how often it healed by itself', () => {
  expect(memoryEvidence(memory)).toMatchObject({
    source: 'memory',
    about: 'checkout',
    sentence:
      'checkout had 5 incidents before, 2 in the last 24 h: process hung 4 times (restart_service repaired it 3 times, after 12 s on average; it healed by itself 1 time, after 40 s on average); dependency down 1 time (nothing was to be done 1 time, after 60 s on average)',
    data: memory,
  })
})

test('what never had trouble is no fact', () => {
  expect(memoryEvidence({ service: 'checkout', past: [] })).toBe(null)
})

test.for([
  ['of the cause where it is known', 'process_hung', 2],
  ['of another cause', 'dependency_down', 0],
  ['of any while it is not known', null, 2],
] as const)('similar ones are counted %s', ([, cause, similar]) => {
  expect(similarIn24h(memory, cause)).toBe(similar)
})
