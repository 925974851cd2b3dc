import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test.for([
  ['colours', '\u001b[31merror\u001b[0m', 'error'],
  ['a title with its end', '\u001b]0;owned\u0007text', 'text'],
  ['a link', '\u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\', 'here'],
  ['cursor movement', 'a\u001b[2K\u001b[1Gb', 'ab'],
  ['a tab stays', 'a\tb', 'a\tb'],
  ['carriage return and bell', 'a\rb\u0007', 'ab'],
  ['one-byte controls', 'a\u009b31mb', 'a31mb'],
  ['marks that turn the direction', 'user\u202egnp.exe', 'usergnp.exe'],
  ['an escape that never ends', 'a\u001b[', 'a'],
  ['letters of any language', 'größe 日本 ok', 'größe 日本 ok'],
] as const)('%s', ([, line, plain]) => {
  expect(plainText(line)).toBe(plain)
})

test('a megabyte of escapes takes no time', () => {
  const start = performance.now()
  plainText('\u001b['.repeat(500_000))
  plainText(`\u001b]${'x'.repeat(1_000_000)}`)
  expect(performance.now() - start).toBeLessThan(500)
})
