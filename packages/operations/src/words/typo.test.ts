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

test.each([
  ['two letters swapped before a wrong one', 'taks', ['task', 'take'], 'task'],
  ['a letter left out before a wrong one', 'volums', ['volumes', 'volume'], 'volumes'],
  ['a short word without vowels', 'lgs', ['logs'], 'logs'],
  ['no short word that may be English', 'hot', ['host'], null],
] as const)('%s', (_, word, known, right) => {
  expect(correction(word, known)).toBe(right)
})

test('a word of four letters turns by a wrong letter into a certain one alone', () => {
  expect(correction('logz', ['logs'], new Set(['logs']))).toBe('logs')
  expect(correction('cost', ['host'], new Set(['logs']))).toBeNull()
})
