import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf, textsOf, type Bytes } from './bytes.ts'
import { elementsOf } from './elements.ts'

const encoder = new TextEncoder()

/** The text in pieces of these lengths, over and over. */
function inPieces(text: string, lengths: readonly number[]): Bytes {
  const bytes = encoder.encode(text)
  const pieces: Uint8Array[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  return bytesOf(pieces)
}

/** What JSON.parse would have made of the list, or null where one of the parts is no JSON. */
function read(body: Bytes): { readonly around: unknown; readonly alerts: readonly unknown[] } | null {
  const textOf = textsOf(body)
  const alerts: unknown[] = []
  const elements = elementsOf(body)
  try {
    for (;;) {
      const { done, value } = elements.next()
      if (done) return value.ok ? { around: JSON.parse(value.text), alerts } : null
      if (value) alerts.push(JSON.parse(textOf(value)))
    }
  } catch {
    return null
  }
}

const anyLengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
const anySpace = fc.constantFrom(0, 1, 2, '\t')
const anyBody = fc.oneof(
  fc.array(fc.jsonValue(), { maxLength: 6 }),
  fc.record({ alerts: fc.array(fc.jsonValue(), { maxLength: 6 }), before: fc.jsonValue() }),
  fc
    .dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 })
    .chain((rest) => fc.array(fc.jsonValue(), { maxLength: 6 }).map((alerts) => ({ ...rest, alerts, last: '"[{,' }))),
)

test('the list and what is around it are what JSON.parse finds, in whatever pieces they come', () => {
  fc.assert(
    fc.property(anyBody, anySpace, anyLengths, fc.boolean(), (value, space, lengths, mark) => {
      const text = JSON.stringify(value, null, space)
      const expected = JSON.parse(text) as unknown[] | { readonly alerts: unknown[] }
      const found = read(inPieces(mark ? `\ufeff${text}` : text, lengths))
      if (Array.isArray(expected)) expect(found).toEqual({ around: [], alerts: expected })
      else expect(found).toEqual({ around: { ...expected, alerts: [] }, alerts: expected.alerts })
    }),
  )
})

test('a text with one character changed is JSON for us where it is for JSON.parse', () => {
  fc.assert(
    fc.property(
      anyBody,
      fc.nat(),
      fc.constantFrom('', ',', '[', ']', '{', '}', '"', ':', ' ', '1', '\\', 'null', 'x'),
      fc.nat({ max: 1 }),
      anyLengths,
      (value, where, put, taken, lengths) => {
        const text = JSON.stringify(value)
        const at = where % (text.length + 1)
        const changed = text.slice(0, at) + put + text.slice(at + taken)
        let valid = true
        try {
          JSON.parse(changed)
        } catch {
          valid = false
        }
        expect([changed, read(inPieces(changed, lengths)) !== null]).toEqual([changed, valid])
      },
    ),
    { numRuns: 500 },
  )
})

test('a part is read whatever pieces it lies in, and in any order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), anyLengths, fc.nat(), fc.nat(), (text, lengths, one, other) => {
      const textOf = textsOf(inPieces(text, lengths))
      const [from, to] = [one % (text.length + 1), other % (text.length + 1)].toSorted((a, b) => a - b)
      expect(textOf({ from: from ?? 0, to: to ?? 0 })).toBe(text.slice(from, to))
      expect(textOf({ from: 0, to: from ?? 0 })).toBe(text.slice(0, from))
    }),
  )
})

test('bytes that are no UTF-8 spoil one text and no more', () => {
  const bytes = encoder.encode('{"alerts":[{"a":"?"},{"b":1}]}')
  bytes[bytes.indexOf(0x3f)] = 0xff
  expect(read(bytesOf([bytes]))?.alerts).toEqual([{ a: '\ufffd' }, { b: 1 }])
})
