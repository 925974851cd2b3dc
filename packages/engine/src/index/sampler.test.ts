import { expect, test } from 'vitest'
import { knownContainer, local } from '../../test/known-container.ts'
import type { Engine } from '../ports.ts'
import { sampler } from './sampler.ts'

function measured(everySeconds: number, answers: () => Promise<unknown>) {
  const stop = new AbortController()
  const clock = { ms: 1_000_000 }
  const asked: string[] = []
  const engine: Pick<Engine, 'name' | 'fetch'> = {
    name: local,
    fetch: async ({ path }) => {
      asked.push(path)
      return { kind: 'answer', json: await answers() }
    },
  }
  const container = knownContainer()
  const it = sampler({
    engines: new Map([[local, engine as Engine]]),
    index: { all: () => [container], freshness: () => ({ asOf: new Date(), stale: false }) },
    everySeconds,
    now: () => new Date(clock.ms),
    signal: stop.signal,
  })
  return { it, container, asked, clock, end: async () => (stop.abort(), await it.done) }
}

test('a running container is measured, and the measurement is fresh for twice the interval', async () => {
  const { it, container, asked, clock, end } = measured(10, async () => ({ cpu: 1 }))
  await expect.poll(() => it.fresh(container)).toEqual({ engine: local, answers: { answer: { cpu: 1 } } })
  expect(asked[0]).toMatch(/\/stats$/)
  await end()
  clock.ms += 20_001
  expect(it.fresh(container)).toBeNull()
})

test('an engine that does not answer leaves no measurement, and ends with the signal', async () => {
  const { it, container, asked, end } = measured(10, () => Promise.reject(new Error('silent')))
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  expect(it.fresh(container)).toBeNull()
  await end()
})

test('switched off it asks nothing', async () => {
  const { it, container, asked } = measured(0, async () => ({}))
  await it.done
  expect(asked).toEqual([])
  expect(it.fresh(container)).toBeNull()
})
