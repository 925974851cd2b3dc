import { mask } from '../mask.ts'
import { finder, type Finder, type Place } from './finder.ts'
import { formsOf } from './forms.ts'
import { decodedStretches, originOf } from './percent.ts'

/** Secrets that are looked for, in all their forms. */
export interface Sought {
  /** Whether it is a new one. */
  seek(secret: string): boolean
  /** The text with a mask for each of them, as it is, in base64, in hex or percent-encoded. Linear in its length. */
  hide(text: string): string
  /** How many characters all forms have together. */
  characters(): number
}

export function sought(found: Finder = finder()): Sought {
  const secrets = new Set<string>()
  let characters = 0
  return {
    seek(secret) {
      if (secrets.has(secret)) return false
      secrets.add(secret)
      for (const form of formsOf(secret)) {
        characters += form.text.length
        found.add(form)
      }
      return true
    },
    hide: (text) => hideEncoded(hidePlain(text, found), found),
    characters: () => characters,
  }
}

function* placesIn(text: string, { find }: Finder): Iterable<Place> {
  for (let place = find(text, 0); place; place = find(text, place.to)) yield place
}

const hidePlain = (text: string, found: Finder): string => masked(text, placesIn(text, found))

function hideEncoded(text: string, found: Finder): string {
  if (!text.includes('%')) return text
  const places = [...decodedStretches(text)].flatMap((stretch) =>
    [...placesIn(stretch.text, found)].map((place) => originOf(stretch, place)),
  )
  return masked(text, places)
}

/** The places are in order and do not overlap. */
function masked(text: string, places: Iterable<Place>): string {
  const pieces: string[] = []
  let done = 0
  for (const { from, to } of places) {
    pieces.push(text.slice(done, from), mask)
    done = to
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}
