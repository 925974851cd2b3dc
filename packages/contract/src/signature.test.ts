import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned, signed } from './signature.ts'

const at = new Date('2026-01-01T00:00:00.900Z')
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000)
const body = '{"text":"grüße"}'

test('the signature is what any HMAC of the seconds, a dot and the body gives', async () => {
  const hmac = createHmac('sha256', 'secret').update(`1767225600.${body}`).digest('hex')
  expect(await signed('secret', body, at)).toBe(`t=1767225600,v1=${hmac}`)
})

interface Change {
  readonly at?: Date
  readonly body?: string
  readonly secret?: string
  readonly header?: (text: string) => string
}

test.for([
  ['as it was sent is taken', {}, true],
  ['a little late is taken', { at: later(299) }, true],
  ['played again later is refused', { at: later(302) }, false],
  ['from the future is refused', { at: later(-302) }, false],
  ['with another body is refused', { body: `${body} ` }, false],
  ['with another secret is refused', { secret: 'other' }, false],
  ['with another instant is refused', { header: (text: string) => text.replace('t=17', 't=16') }, false],
  ['without a signature is refused', { header: () => '' }, false],
  ['with half a signature is refused', { header: (text: string) => text.slice(0, -2) }, false],
] satisfies [string, Change, boolean][])('a message %s', async ([, change, taken]: [string, Change, boolean]) => {
  const header = (change.header ?? ((text: string) => text))(await signed('secret', body, at))
  const read = { header, body: change.body ?? body, at: change.at ?? at, toleranceSeconds: 300 }
  expect(await isSigned(change.secret ?? 'secret', read)).toBe(taken)
})
