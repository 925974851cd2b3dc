import { type Form, shortestSecret } from './forms.ts'

/** Where something was found: from the first character to behind the last. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** Finds many texts in another one at the cost of one look at each of its characters, however many they are. */
export interface Finder {
  add(form: Form): void
  /** The first place at or behind `from`; of several that begin there, the longest. */
  find(text: string, from: number): Place | null
}

/** So many characters of a text that is looked for are hashed together; none is shorter. */
const gram = shortestSecret

// Of each character five bits further: what is older than `gram` characters has left the thirty bits.
const shifted = (hash: number, code: number): number => ((hash << 5) ^ (code & 0xff) ^ (code >>> 8)) & 0x3fffffff

interface Size {
  /** The more there are, the more characters are passed over at a glance. */
  readonly filterBits: number
  /** So many that begin alike are looked for; of further ones nothing is known. */
  readonly mostAlike: number
}

const large: Size = { filterBits: 18, mostAlike: Number.POSITIVE_INFINITY }

export function finder({ filterBits, mostAlike }: Size = large): Finder {
  const filter = new Uint8Array(2 ** filterBits)
  const byHash = new Map<number, Form[]>()
  const shift = 32 - filterBits
  const slot = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> shift

  function add(form: Form): void {
    let hash = 0
    for (let at = 0; at < gram; at += 1) hash = shifted(hash, form.text.charCodeAt(at))
    const others = byHash.get(hash)
    if (others && others.length >= mostAlike) return
    if (others) others.push(form)
    else byHash.set(hash, [form])
    filter[slot(hash)] = 1
  }

  function find(text: string, from: number): Place | null {
    if (byHash.size === 0) return null
    let hash = 0
    for (let at = from; at < text.length; at += 1) {
      hash = shifted(hash, text.charCodeAt(at))
      if (filter[slot(hash)] === 0) continue
      const forms = byHash.get(hash)
      const place = forms && longestAt(text, forms, at - gram + 1, from)
      if (place) return place
    }
    return null
  }

  return { add, find }
}

/** The longest of these forms that begins at `start`, nothing before `from` being part of it. */
function longestAt(text: string, forms: readonly Form[], start: number, from: number): Place | null {
  let found: Place | null = null
  for (const form of forms) {
    if (start < from || !text.startsWith(form.text, start)) continue
    const place = form.isBase64
      ? around(text, start, form.text.length, from)
      : { from: start, to: start + form.text.length }
    if (stands(text, place, form) && (!found || place.to > found.to)) found = place
  }
  return found
}

const isBase64 = (code: number): boolean =>
  isLetterOrDigit(code) || code === 43 || code === 47 || code === 45 || code === 95
const isLetterOrDigit = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/** All of the encoded text that a piece of base64 stands in, but nothing before `least`. */
function around(text: string, start: number, length: number, least: number): Place {
  let [from, to] = [start, start + length]
  while (from > least && isBase64(text.charCodeAt(from - 1))) from -= 1
  while (to < text.length && isBase64(text.charCodeAt(to))) to += 1
  while (to < text.length && text.charCodeAt(to) === 61) to += 1
  return { from, to }
}

/** A short secret counts only where it is no part of a longer word. */
const shortWord = 8

function stands(text: string, { from, to }: Place, { text: wanted, isBase64: encoded }: Form): boolean {
  if (encoded || wanted.length >= shortWord) return true
  return !isLetterOrDigit(text.charCodeAt(from - 1)) && !isLetterOrDigit(text.charCodeAt(to))
}
