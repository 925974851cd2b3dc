import { textOf, type Word } from './words.ts'

/** A name in a change that the grammar took: whatever is not the target's own name is another's. */
export const namedInChange = (words: readonly Word[]): string | null =>
  words.find(({ read }) => read === '@known' || read === '@other')?.written ?? null

const place =
  /(?: (?:of|for|from|on|in|inside|within|is|are|was|has|did|does|about|named|called)(?: the| a| my| our)?| (?:service|container|app|application|process|instance))(?= @other)/
const beside =
  / @other(?= (?:service|container|app|application|process|instance|server|logs?|status|health|stats|errors?|processes|is|are)(?: |$))/

/** Another name in a question: one that is known, or an unknown word in the place of a name. */
export function namedInRead(words: readonly Word[]): string | null {
  const known = words.find(({ read }) => read === '@known')
  if (known) return known.written
  const text = textOf(words)
  if (!place.test(text) && !beside.test(text) && !/^(?: \S+){0,2} @other$/.test(text)) return null
  return words.find(({ read }) => read === '@other')?.written ?? null
}
