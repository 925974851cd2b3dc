const offset = 0xcbf29ce484222325n
const prime = 0x100000001b3n
const word = 0xffffffffffffffffn
// A byte that no UTF-8 text has, so that no two sets of labels read the same.
const separator = 0xff

/** The identity of a set of labels: 16 hex digits (64-bit FNV-1a over the sorted names and values). */
export function fingerprint(labels: Readonly<Record<string, string>>): string {
  const encoder = new TextEncoder()
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))
  let hash = offset
  for (const text of sorted.flat()) {
    for (const byte of [...encoder.encode(text), separator]) hash = ((hash ^ BigInt(byte)) * prime) & word
  }
  return hash.toString(16).padStart(16, '0')
}
