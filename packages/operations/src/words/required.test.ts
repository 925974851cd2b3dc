import { expect, test } from 'vitest'
import { requiredWords } from './required.ts'

const fragments = { target: '(@it|the service)', count: '# lines' }
const common = new Set(['the', 'of'])
const required = (pattern: string): string[] | null => {
  const words = requiredWords(pattern, fragments, common)
  return words && [...words].toSorted()
}

test.each([
  ['a word', 'restart', ['restart']],
  ['the rarer of two', 'the restart', ['restart']],
  ['one of several', '(restart|reboot)', ['reboot', 'restart']],
  ['what cannot be left out', '[please] restart (now)*', ['restart']],
  ['words before names', 'restart {target}', ['restart']],
  ['names where nothing else is', '{target}', ['@it', 'service']],
  ['a word of a kind', '#', ['#']],
])('%s is required', (_, pattern, words) => {
  expect(required(pattern)).toEqual(words)
})

test.each([
  ['may all be left out', '[restart]'],
  ['is any name', '<network>'],
  ['is in one of several ways any name', '(restart|<network>)'],
])('of what %s nothing is required', (_, pattern) => {
  expect(required(pattern)).toBeNull()
})
