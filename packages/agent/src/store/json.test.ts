import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJson } from './json.ts'

test.for([
  ['NUL is gone', { 'a\0': ['b\0c'] }, '{"a":["bc"]}'],
  ['half a pair is replaced', '\ud800x', '"\ufffdx"'],
  ['a text that only looks like an escape stays', String.raw`\u0000`, String.raw`"\\u0000"`],
  ['whole pairs stay', '\u{1f600}', '"\u{1f600}"'],
] as const)('%s', ([, value, json]) => {
  expect(toJson(value)).toBe(json)
})

test('whatever comes in, nothing that jsonb refuses goes out', () => {
  const hostile = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) })
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.array(hostile)), (value) => {
      const texts = JSON.stringify(JSON.parse(toJson(value)))
      expect(/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/i.test(texts)).toBe(false)
    }),
  )
})
