import { fragments } from './fragments.ts'
import { plurals } from './lexicon.ts'
import { wordsOf } from './pattern.ts'
import { neverNames } from './vocabulary.ts'

/** Words that say something else are no names: "connect it to the network now" names none, nor does "the old network". */
export const areNames = (names: Readonly<Record<string, string>>): boolean =>
  Object.entries(names).every(([place, name]) => {
    const others = place === 'aliases' ? saidBeside : whichOne
    const words = name.split(/ (?:, and|,|and) /).map((word) => word.trim().replace(/^@\w+:/, ''))
    return !words.some((word) => neverNames.has(word) || others.has(word) || manner.test(word))
  })

/** Adverbs, and amounts. */
const manner = /ly$|^\d+(?:\.\d+)?[a-z]{0,2}$/

/** Words that say which, or whose. */
const whichOne: ReadonlySet<string> = new Set([
  ...wordsOf(fragments['adjective'] ?? ''),
  ...plurals,
  ...`usual correct proper wrong right third users customers clients people traffic appropriate required necessary desired
    missing original faster following encrypted isolated outside needed intended relevant suitable smaller bigger better alone above
    below mentioned anyway yourself altogether twice enough though almost works worked fails again apart aside such true false course`.split(
    /\s+/,
  ),
])

/** Politeness: behind a list of names it is none of them. */
const saidBeside: ReadonlySet<string> = new Set(
  [fragments['polite'], fragments['ending'], 'eventually done'].flatMap((pattern) => wordsOf(pattern ?? '')),
)
