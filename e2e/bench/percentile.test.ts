import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test.for([
  ['the only value', [7], 0.5, 7],
  ['the middle of an odd number', [3, 1, 2], 0.5, 2],
  ['the lower middle of an even number', [1, 2, 3, 4], 0.5, 2],
  ['the largest of few', [1, 2, 3], 0.99, 3],
  ['the ninety-ninth of a hundred', Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
] as const)('%s', ([, values, share, expected]) => {
  expect(percentile(values, share)).toBe(expected)
})
