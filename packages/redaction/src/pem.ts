import { mask } from './mask.ts'

const begins = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g
const ends = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g
// What a key's text is made of when its end is missing: base64 and the headers of old formats.
const keyText = /(?:\\[nr]|[A-Za-z0-9+/=\s]|(?:Proc-Type|DEK-Info|Version|Comment):[^\n]{0,200})*/y

/** The text without private keys, and whether a key goes on behind its end, as when a log is read line by line. */
export function maskKeys(text: string, insideKey: boolean): { readonly text: string; readonly insideKey: boolean } {
  let result = ''
  let position = 0
  let inside = insideKey
  // Looked for once where there is none: time stays linear.
  let endless = false
  for (;;) {
    if (!inside) {
      begins.lastIndex = position
      const begin = begins.exec(text)
      if (!begin) return { text: result + text.slice(position), insideKey: false }
      result += text.slice(position, begin.index)
      position = begin.index + begin[0].length
    }
    ends.lastIndex = position
    const end: RegExpExecArray | null = endless ? null : ends.exec(text)
    if (end) {
      position = end.index + end[0].length
    } else {
      endless = true
      keyText.lastIndex = position
      position += keyText.exec(text)?.[0].length ?? 0
    }
    result += mask
    inside = !end && position === text.length
    if (inside) return { text: result, insideKey: true }
  }
}
