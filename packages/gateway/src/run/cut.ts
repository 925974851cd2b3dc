/** At most `most` bytes of UTF-8, cut between characters. */
export function cutToBytes(text: string, most: number): { readonly text: string; readonly cut: boolean } {
  const room = new Uint8Array(most)
  const { read } = new TextEncoder().encodeInto(text, room)
  return read < text.length ? { text: text.slice(0, read), cut: true } : { text, cut: false }
}
