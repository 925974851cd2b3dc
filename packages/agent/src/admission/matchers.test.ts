import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allHold, parseMatcher } from './matchers.ts'

const labels = { service: 'db', name: 'shop-db-1', 'com.docker.compose.project': 'shop', note: 'say "hi"\nagain' }

test.for([
  ['service=db', true],
  ['service="db"', true],
  [' service = "db" ', true],
  ['service!=db', false],
  ['service!="web"', true],
  ['name=~"shop-.*"', true],
  ['name=~shop', false],
  ['name=~shop-(db|web)-[0-9]+', true],
  ['name!~"shop-.*"', false],
  ['name!~web', true],
  ['com.docker.compose.project=shop', true],
  ['"com.docker.compose.project"="shop"', true],
  [String.raw`note="say \"hi\"\nagain"`, true],
  ['absent=""', true],
  ['absent=', true],
  ['absent!=x', true],
  ['absent=~.+', false],
  ['constructor=""', true],
] as const)('%s holds: %s', ([text, holds]) => {
  const parsed = parseMatcher(text)
  if (!parsed.ok) throw new Error(parsed.detail)
  expect(allHold([parsed.value], labels)).toBe(holds)
})

test.for(['service', '=db', 'service=="db"x"', 'name=~"("', 'service="db', '{service="db"}', ''])(
  '%s is no matcher',
  (text) => {
    expect(parseMatcher(text).ok).toBe(false)
  },
)

test('whatever is written, it is a matcher or a sentence that says why not', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseMatcher(text)
      if (parsed.ok) expect(typeof allHold([parsed.value], labels)).toBe('boolean')
      else expect(parsed.detail).not.toBe('')
    }),
  )
})

test('a value in quotes means itself', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const written = value
        .replaceAll('\\', '\\\\')
        .replaceAll('"', '\\"')
        .replaceAll('\n', String.raw`\n`)
      const parsed = parseMatcher(`a="${written}"`)
      expect(parsed.ok && allHold([parsed.value], { a: value })).toBe(true)
    }),
  )
})
