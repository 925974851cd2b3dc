import { mask } from '../mask.ts'
import { finder, type Finder, type Place } from './finder.ts'
import { formsOf } from './forms.ts'
import { decodedStretches, originOf } from './percent.ts'
import { type Configuration, secretsIn } from './secrets-in.ts'

/**
 * Secrets that are known because the configuration of some container says them, so that they are hidden wherever else they
 * are seen: in its log, in its processes, in words that came from there. What was learned cannot be asked for.
 */
export interface KnownSecrets {
  /** Learns what a thing's configuration says. Of one that was learned before, under the same name, nothing is read. */
  learn(owner: string, configuration: () => Configuration): void
  /** The text with a mask for every known secret, as it is, in base64, in hex or percent-encoded. Linear in its length. */
  hide(text: string): string
}

interface Bounds {
  /** How many things are remembered; the one learned first is forgotten first. */
  readonly mostOwners: number
  /** How many characters all secrets have together, in all their forms. */
  readonly mostCharacters: number
}

const usual: Bounds = { mostOwners: 4_096, mostCharacters: 4_000_000 }

export function knownSecrets(bounds: Bounds = usual): KnownSecrets {
  const owners = new Map<string, ReadonlySet<string>>()
  let sought = new Set<string>()
  let found = finder()
  let characters = 0

  function seek(secret: string): void {
    if (sought.has(secret)) return
    sought.add(secret)
    for (const form of formsOf(secret)) {
      characters += form.text.length
      found.add(form)
    }
  }

  /** Half of it is forgotten at once: what is sought is built anew for that. */
  function forget(): void {
    for (const owner of [...owners.keys()].slice(0, Math.ceil(owners.size / 2))) owners.delete(owner)
    sought = new Set()
    found = finder()
    characters = 0
    for (const secrets of owners.values()) for (const secret of secrets) seek(secret)
  }

  return {
    learn(owner, configuration) {
      if (owners.has(owner)) return
      const secrets = secretsIn(configuration())
      owners.set(owner, secrets)
      for (const secret of secrets) seek(secret)
      while (owners.size > bounds.mostOwners || (characters > bounds.mostCharacters && owners.size > 1)) forget()
    },
    hide: (text) => hideEncoded(hidePlain(text, found), found),
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
