import { withObjects } from './reduce.ts'
import { withThings } from './things.ts'
import { textOf, type Word } from './words.ts'

const place =
  /(?: (?:of|for|from|on|in|inside|within|about|named|called)(?: the| my| our)?| (?:service|container|app|application|process|instance))(?= @other:)/
const andAnother = / @(?:it|thing|service|swarm) (?:and|or|plus)(?= @other:)/
const predicate = / (?:is|are|was|were|has|did|does)(?: the| my| our)? @other:(?!\S+ed(?: |$))/
const beside =
  /(?<! an?) @other:\S+(?= (?:service|container|app|application|process|instance|server|logs?|status|health|stats|errors?|processes|tasks|services|ports?|is|are)(?: |$))/
const short = /^(?: \S+){0,2} @other:\S+$/
const asking = /^ (?:is|are|was|were|does|do|did|has|have)(?= )/
const object = / @(?:it|thing|service|swarm|network|volume|image|node|stack|engine)(?= |$)/

/** Another name in a question: one that is known, or an unknown word in the place of a name. */
export function namedInRead(words: readonly Word[]): string | null {
  const known = words.find(({ as }) => as === 'known')
  if (known) return known.written
  const unknown = words.find(({ as }) => as === 'other')
  if (!unknown) return null
  const text = withObjects(withThings(textOf(words)))
  const named =
    / @them:/.test(text) ||
    place.test(text) ||
    andAnother.test(text) ||
    beside.test(text) ||
    (short.test(text) && !asking.test(text)) ||
    (!object.test(text) && (short.test(text) || predicate.test(text)))
  return named ? unknown.written : null
}
