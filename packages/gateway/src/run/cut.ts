/** At most `most` bytes of UTF-8, cut between characters. */
export function cutToBytes(text: string, most: number): { readonly text: string; readonly cut: boolean } {
  // A UTF-16 unit is at most three bytes: most texts need no counting.
  if (text.length * 3 <= most) return { text, cut: false }
  const room = new Uint8Array(most)
  const { read } = new TextEncoder().encodeInto(text, room)
  return read < text.length ? { text: text.slice(0, read), cut: true } : { text, cut: false }
}
