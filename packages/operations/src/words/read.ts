import { refuse, type Refusal } from '@devops-ai/contract'
import type { Operation, OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { benign, questions } from './benign.ts'
import { fragments } from './fragments.ts'
import { looks, empty } from './lexicon.ts'
import { source } from './pattern.ts'
import { about, readGrammars } from './reads.ts'
import { filled } from './filled.ts'
import { slots } from './slots.ts'
import { reasonAgainst } from './reason.ts'

/** Unknown words that a question may hold before it is no longer understood. */
const mostUnknown = 2

const patterns = (list: readonly string[], word: string) =>
  list.map((pattern) => ({ pattern: new RegExp(`${source(pattern, fragments)}(?= |$)`, 'g'), word }))
const harmless = [...patterns(questions, ' @asked'), ...patterns(benign, ' @state')]
const trouble = new RegExp(`${source('{refusal}', fragments)}(?= |$)`, 'g')
const politeness = new RegExp(`^${source('({polite}|,)*', fragments)}`)
const joins = / (?:and|then|plus|also|,|as well as|along with|together with|followed by|\?)(?= )/
const plain = / (?:@it|@about|@state|@asked|\d+[a-z%]*|\?)(?= |$)/g

export interface Understood {
  readonly ok: true
  readonly operation: Operation
  /** `exact`: the whole intent is a wording that we know. `clear`: a read that its words leave no doubt about. */
  readonly confidence: 'exact' | 'clear'
}

/** What read a text asks for: by a whole wording, else by what each of its parts is about. */
export function readOf(text: string): Understood | Refusal {
  const calm = harmless.reduce((rest, { pattern, word }) => rest.replaceAll(pattern, word), text)
  const slot = slots(calm)
  if (!slot.ok) return slot
  const against = reasonAgainst(slot.rest.replaceAll(trouble, ' @state'))
  if (against) return against
  const exact = readGrammars.find(({ whole }) => whole?.test(slot.rest))
  if (exact) return understood(filled(exact.kind, slot, text), 'exact')
  if (slot.lines !== null && saysNoMoreThanLogs(slot.rest))
    return understood(filled('container.logs', slot, text), 'exact')
  if (!beginsAsRequest(slot.rest)) return notUnderstood
  const parts = slot.rest.split(joins).filter((part) => part.trim() !== '')
  const kinds = new Set<OperationKind>()
  for (const part of parts) {
    const kind = kindOf(part)
    if (kind === 'unclear') return notUnderstood
    if (kind) kinds.add(kind)
  }
  const [kind, ...others] = kinds
  if (kind === undefined) return notUnderstood
  if (others.length > 0)
    return refuse('several_operations', `expected one operation, got ${[...kinds].map(summary).join(' and ')}`)
  return understood(filled(kind, slot, text), 'clear')
}

const understood = (operation: Operation | Refusal, confidence: Understood['confidence']): Understood | Refusal =>
  'ok' in operation ? operation : { ok: true, operation, confidence }

const notUnderstood = refuse('intent_not_understood', 'the intent is none of the operations that this gateway offers')
const summary = (kind: OperationKind): string => operations[kind].summary

const past = '(?:restarted|started|stopped|paused|resumed|crashed|died|exited|failed)'
const helping = '(?:is|was|has|had|were|have|keeps|seems|looks|got|went|just|does|did|will|needs)'
const report = new RegExp(
  `^(?: @state)?(?: ,)? (?:@it|@them|someone|somebody|we|they|he|she|i) (?:${helping}|${past}|@state)(?= |$)`,
)

/** A report such as "the container has been restarted" asks for nothing; with a question mark it does. */
function beginsAsRequest(text: string): boolean {
  const request = text.replace(politeness, '')
  if (report.test(request)) return request.endsWith(' ?')
  if (/^ @state(?= @it|$)/.test(request)) return request.endsWith(' ?')
  const [first = ''] = about(request).rest.trim().split(' ')
  return looks.has(first) || empty.has(first) || first.startsWith('@')
}

/** After a count: "last 200 lines", "tail 50". */
function saysNoMoreThanLogs(text: string): boolean {
  const { topics, hints, rest } = about(text.replace(politeness, ''))
  return [...topics, ...hints].every((kind) => kind === 'container.logs') && !/ [a-z]/.test(rest)
}

/** What one part is about; null for a part that says nothing. An unknown word in the place of a verb may ask anything. */
function kindOf(part: string): OperationKind | 'unclear' | null {
  const { topics, hints, rest } = about(part)
  const words = rest.replaceAll(plain, ' ').trim().split(/\s+/).filter(Boolean)
  const unknown = words.filter((word) => !empty.has(word) && !looks.has(word))
  if (unknown.length > mostUnknown || (unknown.length > 0 && rest.startsWith(` ${unknown[0]}`))) return 'unclear'
  const asked = words.length > 0 || / (?:@it|@state|@asked|\?)(?= |$)/.test(part)
  const [kind, ...others] = topics.size > 0 ? topics : asked && unknown.length === 0 ? hints : []
  if (others.length > 0) return 'unclear'
  return kind ?? (unknown.length > 0 ? 'unclear' : null)
}
