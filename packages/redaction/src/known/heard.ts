import { finder } from './finder.ts'
import { partsOf } from './taken-out.ts'
import { type Sought, sought } from './sought.ts'
import { isWorthHiding } from './worth-hiding.ts'

/** Secrets that gave themselves away, by a name or a shape, in what one program says: they are hidden in all that it says. */
export interface Heard {
  /** Takes what was masked. How many of them are hidden from now on that were not before. */
  note(taken: readonly string[]): number
  /** The text with a mask for each of them, in every form. Linear in its length. */
  hide(text: string): string
}

/** Of one program: whoever prints a new token with every line makes the old ones be forgotten. */
const mostCharacters = 60_000
const mostSecrets = 1_000
/** Where more of them begin alike, no more is looked for: each would be compared wherever this beginning stands. */
const mostAlike = 32
const small = { filterBits: 14, mostAlike }

export function heard(): Heard {
  const taken = new Set<string>()
  let all: Sought | null = null

  /** The older half is forgotten at once: what is sought is built anew for that. */
  function forget(): void {
    for (const old of [...taken].slice(0, Math.ceil(taken.size / 2))) taken.delete(old)
    all = null
    for (const secret of taken) seek(secret)
  }

  /** Whether any part of it is a new one. */
  function seek(secret: string): boolean {
    const known = (all ??= sought(finder(small)))
    return partsOf(secret).filter(isWorthHiding).filter(known.seek).length > 0
  }

  return {
    note(secrets) {
      let fresh = 0
      for (const secret of secrets) {
        if (secret === '' || taken.has(secret)) continue
        taken.add(secret)
        if (seek(secret)) fresh += 1
        if (taken.size > mostSecrets || (all && all.characters() > mostCharacters && taken.size > 1)) forget()
      }
      return fresh
    },
    hide: (text) => all?.hide(text) ?? text,
  }
}
