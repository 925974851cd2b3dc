import { genesis, type Instant, type JournalBody, type JournalReference } from '@devops-ai/contract'
import { chained } from './hash.ts'

/** Entries in one write and one fdatasync, at most. */
export const groupSize = 512
/** Bytes of one write, and so of one entry, at most: how far back a write may reach whose end nobody saw. */
export const groupBytes = 1024 * 1024

/** An entry that waits for the disk. */
export interface Waiting {
  readonly body: JournalBody
  readonly at: Instant
  /** Somebody waits for it to be on disk. */
  readonly isAwaited: boolean
  done(reference: JournalReference): void
  failed(error: Error): void
}

/** Entries that are written together, in order. */
export interface Group {
  readonly entries: readonly { readonly entry: Waiting; readonly reference: JournalReference }[]
  readonly lines: Buffer
  readonly head: JournalReference
}

/** The first of those that wait, as many as fit, chained behind `head`; null when not even the first one fits. */
export function nextGroup(waiting: readonly Waiting[], head: JournalReference | null): Group | null {
  const entries: Group['entries'][number][] = []
  const lines: Buffer[] = []
  let bytes = 0
  let last = head
  for (const entry of waiting.slice(0, groupSize)) {
    const sequence = last ? last.sequence + 1 : 0
    const { line, hash } = chained(sequence, entry.at, last?.hash ?? genesis, entry.body)
    const written = Buffer.from(`${line}\n`)
    bytes += written.length
    if (bytes > groupBytes) break
    last = { sequence, hash }
    entries.push({ entry, reference: last })
    lines.push(written)
  }
  return last && entries.length > 0 ? { entries, lines: Buffer.concat(lines), head: last } : null
}
