import { refuse, type Refusal } from '@devops-ai/contract'
import type { Operation, OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { calmed } from './benign.ts'
import { fragments } from './fragments.ts'
import { empty, looks } from './lexicon.ts'
import { operationOf } from './operation-of.ts'
import { source } from './pattern.ts'
import { reasonAgainst } from './reason.ts'
import { about, type Found, topicWords, wholeRead } from './reads.ts'
import { withObjects } from './reduce.ts'
import { isRefusal, type Said } from './said.ts'
import { slots } from './slots.ts'
import { thingsIn, withThings } from './things.ts'
import { textOf, type Word } from './words.ts'

/** Unknown words that a question may hold before it is no longer understood. */
const mostUnknown = 2

const politeness = new RegExp(`^${source('{politely}', fragments)}`)
/** Who pulls details or logs wants to see them; who pulls an image wants it from a registry. */
const pulled = new RegExp(`^${source('{politely} (pull|download) [down] @image', fragments)}$`)
/** Who asks how to see something wants to see it; how to make or send something, to learn it. */
const toSee = [...looks].filter(
  (look) => !/^(?:share|bring|send|make|perform|run|ask|need|want|break|block)$/.test(look),
)
const howToSee = new RegExp(`^ how (?:do|can|could|would) (?:i|we|you|one)(?= (?:${toSee.join('|')})(?= ))`)
const joins = / (?:and|then|plus|also|,|as well as|along with|together with|followed by|\?)(?= )/
const plain = / (?:@(?!other|odd)[a-z]+(?::\S+)?|\?)(?= |$)/g

export interface Understood {
  readonly ok: true
  readonly operation: Operation
  /** `exact`: the whole intent is a wording that we know. `clear`: a read that its words leave no doubt about. */
  readonly confidence: 'exact' | 'clear'
}

/** What read the words ask for: by a whole wording, else by what each of its parts is about. */
export function readOf(words: readonly Word[]): Understood | Refusal {
  const text = withObjects(withThings(textOf(words))).replace(howToSee, '')
  const slot = slots(calmed(text))
  if (!slot.ok) return slot
  const said: Said = { ...slot, text, names: {} }
  const exact = wholeRead(slot.rest)
  if (exact && !pulled.test(slot.rest)) return understood(operationOf(ofSwarm(exact, text), said), 'exact')
  // Lines are a log's, whatever else is said.
  const rest = slot.lines !== null || slot.timestamps ? `${slot.rest} @lines` : slot.rest
  const found = about(rest)
  const against = reasonAgainst(rest, found)
  if (against) return against
  if (!beginsAsRequest(rest)) return notUnderstood
  const kind = kindOfAll(rest, found)
  if (kind === null) return notUnderstood
  return typeof kind === 'string' ? understood(operationOf(kind, said), 'clear') : kind
}

/** What all parts of a text are about; null where none says anything. */
function kindOfAll(text: string, found: Found): OperationKind | Refusal | null {
  const things = thingsIn(text)
  const parts = found.all.size === 1 ? [text] : text.split(joins).filter((part) => part.trim() !== '')
  const kinds = new Set<OperationKind>()
  for (const part of parts) {
    const kind = kindOf(part, things)
    if (kind === 'unclear') return notUnderstood
    if (kind) kinds.add(kind)
  }
  const [kind = null, ...others] = kinds
  if (others.length === 0) return kind
  return refuse('several_operations', `expected one operation, got ${[...kinds].map(summary).join(' and ')}`)
}

const understood = (operation: Operation | Refusal, confidence: Understood['confidence']): Understood | Refusal =>
  isRefusal(operation) ? operation : { ok: true, operation, confidence }

/** What was called a Swarm service is looked at by the verb of Swarm services, where there is one. */
const ofSwarm = (kind: OperationKind, text: string): OperationKind =>
  (/ @swarm(?= |$)/.test(text) ? operations[kind].ofService : undefined) ?? kind

const notUnderstood = refuse('intent_not_understood', 'the intent is none of the operations that this gateway offers')
const summary = (kind: OperationKind): string => operations[kind].summary

const past = '(?:restarted|started|stopped|paused|resumed|crashed|died|exited|failed)'
const helping = '(?:is|was|has|had|were|have|keeps|seems|looks|got|went|just|does|did|will|needs)'
const report = new RegExp(
  `^(?: @state)?(?: ,)? (?:@it|@thing|@service|@swarm|@other:\\S+|someone|somebody|we|they|he|she|i) (?:${helping}|${past}|@state)(?= |$)`,
)

/** A report such as "the container has been restarted" asks for nothing; with a question mark it does. */
function beginsAsRequest(text: string): boolean {
  const request = text.replace(politeness, '')
  if (report.test(request) || /^ (?:error|errors|warning|fatal|failed|failure) ,/.test(request))
    return request.endsWith(' ?')
  if (/^ @state(?= @(?:it|thing|service|swarm)(?= |$)|$)/.test(request)) return request.endsWith(' ?')
  const [first = ''] = about(request).rest.trim().split(' ')
  return (
    looks.has(first) ||
    empty.has(first) ||
    topicWords.has(first) ||
    (first.startsWith('@') && !/^@o(?:ther|dd)/.test(first))
  )
}

/** What one part is about; null for a part that says nothing. An unknown word in the place of a verb may ask anything. */
function kindOf(part: string, things: readonly string[]): OperationKind | 'unclear' | null {
  const { topics, hints, rest } = about(part, things)
  const words = rest.replaceAll(plain, ' ').trim().split(/\s+/).filter(Boolean)
  const left = words.filter((word) => !empty.has(word) && !looks.has(word))
  const unknown = left.filter((word) => !topicWords.has(word))
  if (unknown.some((word) => /^-?\d/.test(word))) return 'unclear'
  if (unknown.length > mostUnknown || (unknown.length > 0 && rest.startsWith(` ${unknown[0]}`))) return 'unclear'
  if (left.includes(inPlace.exec(rest)?.[1] ?? '')) return 'unclear'
  const asked = words.length > 0 || / (?:@it|@thing|@service|@swarm|@state|@asked|\?)(?= |$)/.test(part)
  const [kind, ...others] = topics.size > 0 ? topics : asked && unknown.length === 0 ? hints : []
  if (others.length > 0) return 'unclear'
  return kind ?? (unknown.length > 0 ? 'unclear' : null)
}

/** A word in the place of a name is one, whatever it says elsewhere. */
const inPlace = / (?:of|for|from|on|in|inside|within)(?: (?:the|my|our|your|its))? (\S+)$/
