import { expect, test } from 'vitest'
import { boundedCache } from './bounded-cache.ts'

test('the oldest is forgotten when there is no room', () => {
  const cache = boundedCache<string, number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  cache.set('c', 3)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 2, 3])
})
