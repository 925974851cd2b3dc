import { expect, test } from 'vitest'
import { correction, oneSlipApart } from './typo.ts'

test.each([
  ['a letter missing', 'restrt', 'restart', true],
  ['a letter too much', 'loggs', 'logs', true],
  ['a wrong letter', 'shaw', 'show', true],
  ['two letters swapped', 'chekc', 'check', true],
  ['the same word', 'logs', 'logs', false],
  ['two slips', 'rstrt', 'restart', false],
  ['a swap and a slip', 'hcekk', 'check', false],
] as const)('%s', (_, a, b, near) => {
  expect(oneSlipApart(a, b)).toBe(near)
  expect(oneSlipApart(b, a)).toBe(near)
})

test('of two words as near, none is taken', () => {
  expect(correction('stats', ['stat', 'state'])).toBeNull()
  expect(correction('shwo', ['show', 'logs'])).toBe('show')
})
