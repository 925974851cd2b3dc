import { fragments } from './fragments.ts'
import { plurals } from './lexicon.ts'
import { wordsOf } from './pattern.ts'
import { neverNames } from './vocabulary.ts'

/** Words that say something else are no names: "connect it to the network now" names none, nor does "the old network". */
export const areNames = (names: Readonly<Record<string, string>>): boolean =>
  Object.entries(names).every(([place, name]) => {
    const others = place === 'aliases' ? saidBeside : whichOne
    const words = name.split(/ (?:, and|,|and) /).map((word) => word.trim().replace(/^@\w+:/, ''))
    return !words.some((word) => neverNames.has(word) || others.has(word))
  })

/** Words that say which, or whose. */
const whichOne: ReadonlySet<string> = new Set([
  ...wordsOf(fragments['adjective'] ?? ''),
  ...plurals,
  ...'usual correct proper wrong right third users customers clients people traffic'.split(' '),
])

/** Politeness: behind a list of names it is none of them. */
const saidBeside: ReadonlySet<string> = new Set(
  [fragments['polite'], fragments['ending'], 'eventually done'].flatMap((pattern) => wordsOf(pattern ?? '')),
)
