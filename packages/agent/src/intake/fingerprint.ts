/** FNV-1a of 64 bits in hex, in two halves of 32 bits. It tells names apart; it keeps no secret and stops no forger. */
export function stableHash(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (const byte of new TextEncoder().encode(text)) {
    // times 2^40 + 0x1b3
    const before = (low ^ byte) >>> 0
    const product = before * 0x1b3
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (before << 8)) >>> 0
    low = product >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

/** The identity of an alert whose sender gives none: its labels, whatever their order. */
export function labelsHash(labels: Readonly<Record<string, string>>): string {
  return stableHash(JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))))
}
