import { maxContextBytes } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Context, contextSentence } from './context.ts'

const full: Context = {
  service: 'checkout',
  alert: { name: 'ContainerUnhealthy', summary: 'health check fails for 2m' },
  severity: 'critical',
  durationSeconds: 120,
  analysis: { sentence: 'process hangs', citations: ['E2', 'E4'] },
  operation: 'restart_service',
  at: '2026-01-01T00:00:00.000Z',
  similarIncidents: 3,
  metrics: { cpu: 3.2, memory: 90.6 },
  reasoning: 'a hung process recovers by restart',
}
const empty: Context = {
  service: null,
  alert: null,
  severity: null,
  durationSeconds: null,
  analysis: null,
  operation: null,
  at: '2026-01-01T00:00:00Z',
  similarIncidents: null,
  metrics: null,
  reasoning: null,
}

test('the parts come in the order of the contract', () => {
  expect(contextSentence(full)).toBe(
    'Service: checkout. Alert: ContainerUnhealthy - health check fails for 2m. Severity: critical. Duration: 2m0s. ' +
      'AI Analysis: process hangs (E2, E4). Operation: restart_service. Timestamp: 2026-01-01T00:00:00Z. ' +
      'History: 3 similar incidents in last 24h. Metrics: CPU 3%, Memory 91%. ' +
      'Reasoning: a hung process recovers by restart',
  )
})

test.for<readonly [string, Partial<Context>, string]>([
  ['what is not known is left out', {}, 'Timestamp: 2026-01-01T00:00:00Z'],
  [
    'an alert without a summary is its name',
    { alert: { name: 'Down', summary: '' } },
    'Alert: Down. Timestamp: 2026-01-01T00:00:00Z',
  ],
  ['seconds are seconds', { durationSeconds: 45.9 }, 'Duration: 45s. Timestamp: 2026-01-01T00:00:00Z'],
  ['hours are hours', { durationSeconds: 3_605 }, 'Duration: 1h0m5s. Timestamp: 2026-01-01T00:00:00Z'],
  [
    'one metric is enough',
    { metrics: { cpu: null, memory: 91 } },
    'Timestamp: 2026-01-01T00:00:00Z. Metrics: Memory 91%',
  ],
  [
    'a sentence has no dot of its own',
    { reasoning: 'because.\n' },
    'Timestamp: 2026-01-01T00:00:00Z. Reasoning: because',
  ],
])('%s', ([, known, sentence]) => {
  expect(contextSentence({ ...empty, ...known })).toBe(sentence)
})

test('whatever others wrote, it is one line of at most 16 kB, and no part pushes another out', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20_000 })
  fc.assert(
    fc.property(text, text, text, (summary, sentence, reasoning) => {
      const context = contextSentence({
        ...full,
        alert: { name: 'A', summary },
        analysis: { sentence, citations: ['E1'] },
        reasoning,
      })
      expect(new TextEncoder().encode(context).length).toBeLessThanOrEqual(maxContextBytes)
      expect(context).toContain('Operation: restart_service. Timestamp: 2026-01-01T00:00:00Z')
      expect(context).not.toMatch(/\p{Cc}/u)
    }),
    { numRuns: 50 },
  )
})
