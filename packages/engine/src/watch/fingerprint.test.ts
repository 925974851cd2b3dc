import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

const anyLabels = fc.dictionary(fc.string(), fc.string())

test('16 hex digits that depend on the labels alone, not on their order', () => {
  fc.assert(
    fc.property(anyLabels, (labels) => {
      const reversed = Object.fromEntries(Object.entries(labels).toReversed())
      expect(fingerprint(labels)).toMatch(/^[0-9a-f]{16}$/)
      expect(fingerprint(reversed)).toBe(fingerprint(labels))
    }),
  )
})

test('no two of these sets of labels are taken for the same', () => {
  const sets = [{}, { a: 'b' }, { a: 'c' }, { ab: '' }, { a: 'b', c: 'd' }, { a: 'bcd' }, { a: 'b', cd: '' }]
  expect(new Set(sets.map(fingerprint)).size).toBe(sets.length)
})

test('it is the same in every version: receivers remember it', () => {
  expect(fingerprint({ alertname: 'ContainerDied', container: 'web' })).toBe('3aac49616270e40a')
})
