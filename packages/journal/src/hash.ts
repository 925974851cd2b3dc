import { hash as hashOf } from 'node:crypto'
import { hashedText, type Instant, type JournalBody, lineOf, type Sha256, sha256OfHex } from '@devops-ai/contract'

export const digest = (text: string | Buffer): Sha256 => sha256OfHex(hashOf('sha256', text, 'hex'))

/** The line of an entry, without its line feed, and the hash that the next one names. */
export function chained(sequence: number, at: Instant, previous: Sha256, body: JournalBody) {
  const text = hashedText(sequence, at, previous, body)
  const hash = digest(text)
  return { line: lineOf(text, hash), hash }
}
