const prime = 0x100000001b3n
const offset = 0xcbf29ce484222325n

/** FNV-1a of 64 bits in hex. It tells names apart; it keeps no secret and stops no forger. */
export function stableHash(text: string): string {
  let hash = offset
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime)
  return hash.toString(16).padStart(16, '0')
}

/** The identity of an alert whose sender gives none: its labels, whatever their order. */
export function labelsHash(labels: Readonly<Record<string, string>>): string {
  return stableHash(JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))))
}
