import fc from 'fast-check'
import { expect, test } from 'vitest'
import { genesis, hashedText, type JournalBody, lineOf } from './journal.ts'
import { parseLine, sha256, verifyJournal } from './verify-journal.ts'

async function journalOf(bodies: readonly JournalBody[]): Promise<readonly string[]> {
  const lines: string[] = []
  let previous = genesis
  for (const [sequence, body] of bodies.entries()) {
    const text = hashedText(sequence, '2026-01-01T00:00:00.000Z', previous, body)
    previous = await sha256(text)
    lines.push(lineOf(text, previous))
  }
  return lines
}

const anyBody: fc.Arbitrary<JournalBody> = fc.oneof(
  fc.string({ unit: 'binary' }).map((version) => ({ type: 'opened', version }) as const),
  fc.string({ unit: 'grapheme' }).map((detail) => ({ type: 'recovered', detail }) as const),
  fc.nat().map((count) => ({ type: 'unauthenticated', count, since: '2026-01-01T00:00:00Z' }) as const),
)
const anyBodies = fc.array(anyBody, { minLength: 3, maxLength: 8 })

test('a journal as it is written is accepted, whatever its entries say', async () => {
  const law = fc.asyncProperty(anyBodies, async (bodies) => {
    const lines = await journalOf(bodies)
    expect(await verifyJournal(lines)).toMatchObject({
      ok: true,
      entries: bodies.length,
      head: parseLine(lines.at(-1) ?? '')?.hash,
    })
  })
  await fc.assert(law, { numRuns: 100 })
})

test('one changed character is found, and its line named', async () => {
  const law = fc.asyncProperty(
    anyBodies,
    fc.nat(),
    fc.nat(),
    fc.constantFrom('0', 'a', '"', ' ', '}'),
    async (bodies, row, column, to) => {
      const lines = await journalOf(bodies)
      const place = row % lines.length
      const line = lines[place] ?? ''
      const at = column % line.length
      fc.pre(line[at] !== to)
      const changed = lines.with(place, line.slice(0, at) + to + line.slice(at + 1))
      expect(await verifyJournal(changed)).toMatchObject({ ok: false, line: place + 1 })
    },
  )
  await fc.assert(law, { numRuns: 300 })
})

test('a removed, repeated or moved line is found', async () => {
  const law = fc.asyncProperty(anyBodies, fc.nat(), fc.nat(), async (bodies, from, to) => {
    const lines = await journalOf(bodies)
    const place = from % (lines.length - 1)
    const other = to % lines.length
    const line = lines[place] ?? ''
    expect(await verifyJournal(lines.toSpliced(place, 1))).toMatchObject({ ok: false })
    expect(await verifyJournal(lines.toSpliced(place, 0, line))).toMatchObject({ ok: false })
    fc.pre(other !== place)
    expect(await verifyJournal(lines.toSpliced(place, 1).toSpliced(other, 0, line))).toMatchObject({ ok: false })
  })
  await fc.assert(law, { numRuns: 100 })
})

test('a journal cut short is told by its head', async () => {
  const lines = await journalOf(
    [1, 2, 3].map((count) => ({ type: 'unauthenticated', count, since: '2026-01-01T00:00:00Z' })),
  )
  const [whole, short] = await Promise.all([verifyJournal(lines), verifyJournal(lines.slice(0, -1))])
  expect(short).toMatchObject({ ok: true, entries: 2 })
  expect(short).not.toEqual(whole)
})

test.for([
  ['nothing', '', /does not end in its hash/],
  ['no JSON', 'hello', /does not end in its hash/],
  ['half a line', '{"sequence":0,"at":"2026-01-01T0', /does not end in its hash/],
] as const)('%s is no entry', async ([, line, detail]) => {
  expect(await verifyJournal([line])).toEqual({ ok: false, line: 1, detail: expect.stringMatching(detail) })
})

test('a line with a true hash that is no entry is refused', async () => {
  const text = '{"sequence":0,"body":{"type":"made up"}'
  expect(await verifyJournal([lineOf(text, await sha256(text))])).toMatchObject({
    ok: false,
    detail: 'it is not a journal entry',
  })
})
