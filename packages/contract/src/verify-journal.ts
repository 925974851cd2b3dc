import { genesis, JournalEntry } from './journal.ts'
import { Sha256 } from './names.ts'

/** `head` is the hash of the last entry: compare it with a copy kept elsewhere to notice a journal cut short. */
export type JournalVerdict =
  | { readonly ok: true; readonly entries: number; readonly head: Sha256 }
  | { readonly ok: false; readonly line: number; readonly detail: string }

const suffix = /,"hash":"([0-9a-f]{64})"\}$/

/** SHA-256 by the Web Crypto API, which browsers and Node share. */
export async function sha256(text: string): Promise<Sha256> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Sha256.parse(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(''))
}

/**
 * Checks a journal off-line: every line parses, hashes to what it says, names the hash before it and counts up from 0.
 * Give the lines of all segments in order, without their line feeds; `digest` may be a quicker SHA-256 in hex.
 * Never throws for what the lines hold. A journal cut short at its end is whole in itself: compare `head` and `entries`.
 */
export async function verifyJournal(
  lines: AsyncIterable<string> | Iterable<string>,
  digest: (text: string) => string | Promise<string> = sha256,
): Promise<JournalVerdict> {
  let previous = genesis
  let entries = 0
  for await (const line of lines) {
    const wrong = (detail: string): JournalVerdict => ({ ok: false, line: entries + 1, detail })
    const stated = suffix.exec(line)
    if (!stated?.[1]) return wrong('it does not end in its hash: the line was cut or changed')
    if ((await digest(line.slice(0, stated.index))) !== stated[1]) {
      return wrong('its text does not match its hash: it was changed')
    }
    const entry = parseLine(line)
    if (!entry) return wrong('it is not a journal entry')
    if (entry.sequence !== entries) {
      return wrong(`it is entry ${entry.sequence}, expected ${entries}: entries are missing, added or moved`)
    }
    if (entry.previous !== previous) return wrong('it does not follow the entry before it: the chain is broken')
    previous = entry.hash
    entries += 1
  }
  return { ok: true, entries, head: previous }
}

/** The entry of one line, or null when the line is not one. */
export function parseLine(line: string): JournalEntry | null {
  try {
    return JournalEntry.parse(JSON.parse(line))
  } catch {
    return null
  }
}
