import type { OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { fragments } from './fragments.ts'
import { empty } from './lexicon.ts'
import { lengthOf, source, wordsOf } from './pattern.ts'
import { mayBe, requiredWords, wordsIn } from './required.ts'
import { thingsIn } from './things.ts'

interface ReadGrammar {
  readonly kind: OperationKind
  readonly whole: RegExp
  /** No text without one of these words is one of its wordings; null where that cannot be said. */
  readonly keys: ReadonlySet<string> | null
}

interface Topic {
  readonly kind: OperationKind
  readonly strength: 'topic' | 'hint'
  /** All of these are found, in any order. */
  readonly parts: readonly RegExp[]
  readonly length: number
  /** Words of which a text with this topic has at least one. */
  readonly keys: readonly string[]
  /** All its words. */
  readonly words: readonly string[]
  /** The things that it speaks of itself, such as `@image`. */
  readonly things: readonly string[]
}

const reads = kinds.flatMap((kind) => {
  const definition = operations[kind]
  return definition.access === 'read' ? [{ kind, words: definition.words }] : []
})

const ending = '([,] ({ending}|[for|in|of|on] {target}))* [?]'

const readGrammars: readonly ReadGrammar[] = reads.flatMap(({ kind, words: { phrases } }) => {
  if (phrases.length === 0) return []
  const core = `(${phrases.join('|')})`
  const whole = new RegExp(`^${source(`{politely} ${core} ${ending}`, fragments)}$`)
  return [{ kind, whole, keys: requiredWords(core, fragments, empty) }]
})

/** The read of which the text is a whole wording. */
export function wholeRead(text: string): OperationKind | null {
  const words = wordsIn(text)
  const found = readGrammars.find(({ keys, whole }) => mayBe(keys, words) && whole.test(text))
  return found?.kind ?? null
}

function topicOf(kind: OperationKind, strength: Topic['strength'], pattern: string): Topic {
  const parts = pattern.split(' + ')
  const [first = ''] = parts
  return {
    kind,
    strength,
    parts: parts.map((part) => new RegExp(`${source(part, fragments)}(?= |$)`, 'g')),
    // A thing alone says least: whatever else is said of it is longer.
    length: /^@(?!lines|state|asked)\w+$/.test(pattern) ? 0 : parts.reduce((sum, part) => sum + lengthOf(part), 0),
    keys: keysOf(first),
    words: keysOf(pattern),
    things: [...pattern.matchAll(/@(\w+)/g)].flatMap(([, thing]) => thing ?? []),
  }
}

/** The words of a pattern and of the fragments in it. */
const keysOf = (pattern: string): string[] => [
  ...wordsOf(pattern),
  ...(pattern.match(/@\w+/g) ?? []),
  ...(pattern.match(/\{\w+\}/g) ?? []).flatMap((slot) => keysOf(fragments[slot.slice(1, -1)] ?? '')),
]

/** Words that tell reads apart; the longest first, so that "running processes" is not read as "running". */
const topics: readonly Topic[] = reads
  .flatMap(({ kind, words }) => [
    ...words.topics.map((pattern) => topicOf(kind, 'topic', pattern)),
    ...words.hints.map((pattern) => topicOf(kind, 'hint', pattern)),
  ])
  .toSorted((a, b) => b.length - a.length)

/** Words of some topic; beside another topic they are not unknown. */
export const topicWords: ReadonlySet<string> = new Set(topics.flatMap(({ words }) => words))

const byKey = new Map<string, number[]>()
topics.forEach(({ keys }, index) => {
  for (const key of new Set(keys)) byKey.set(key, [...(byKey.get(key) ?? []), index])
})

/** The topics that a text may have, in order. */
function candidates(text: string): Topic[] {
  const indexes = new Set(text.split(' ').flatMap((word) => byKey.get(word.split(':')[0] ?? word) ?? []))
  return [...indexes].toSorted((a, b) => a - b).flatMap((index) => topics[index] ?? [])
}

export interface Found {
  readonly topics: ReadonlySet<OperationKind>
  readonly hints: ReadonlySet<OperationKind>
  /** Every kind with a topic, those of shorter ones too. */
  readonly all: ReadonlySet<OperationKind>
  /** The text with `@about` for each word of a topic or hint. */
  readonly rest: string
  /** The same with hints as they were: a hint hides no verb, as `down` of `bring it down`. */
  readonly hinted: string
}

/** The thing that a read is about; of containers alone nothing need be said. */
function thingOf(kind: OperationKind): string {
  const { about } = operations[kind]
  return about === 'fleet' ? 'engine' : about === 'service' ? 'swarm' : about
}

/** The read that a topic means in a text that speaks of these things: `details` of an image are not a container's. */
function meant({ kind, things }: Topic, spoken: readonly string[]): OperationKind | null {
  const ofService = spoken.includes('swarm') ? operations[kind].ofService : undefined
  if (ofService !== undefined) return ofService
  const fits = things.some((thing) => spoken.includes(thing)) || spoken.includes(thingOf(kind))
  return spoken.length === 0 || fits ? kind : null
}

/** What a part of a sentence is about. A longer topic takes its words from shorter ones; the longest decide. */
export function about(text: string, spoken: readonly string[] = thingsIn(text)): Found {
  const found = { topic: new Map<OperationKind, number>(), hint: new Map<OperationKind, number>() }
  const words = text.split(' ').slice(1)
  const taken = { topic: new Set<number>(), hint: new Set<number>() }
  const without = (...sets: readonly ReadonlySet<number>[]): string =>
    words.map((word, index) => (sets.some((set) => set.has(index)) ? ' @about' : ` ${word}`)).join('')
  const left = (): string => without(taken.topic, taken.hint)
  let [rest, length] = [text, Infinity]
  for (const topic of candidates(text)) {
    if (topic.length < length) [rest, length] = [left(), topic.length]
    const kind = meant(topic, spoken)
    const places = kind === null ? null : placesOfAll(topic, rest)
    if (kind === null || places === null) continue
    const kindsFound = found[topic.strength]
    kindsFound.set(kind, Math.max(topic.length, kindsFound.get(kind) ?? 0))
    for (const index of places) taken[topic.strength].add(index)
  }
  return {
    topics: longest(found.topic),
    hints: longest(found.hint),
    all: new Set(found.topic.keys()),
    rest: left(),
    hinted: without(taken.topic),
  }
}

/** The places of all parts of a topic; null where one is not found. */
function placesOfAll({ parts }: Topic, text: string): number[] | null {
  const all: number[] = []
  for (const part of parts) {
    const places = placesOf(part, text)
    if (places.length === 0) return null
    all.push(...places)
  }
  return all
}

/** The places of the words that an expression takes of a text. */
function placesOf(part: RegExp, text: string): number[] {
  const places: number[] = []
  part.lastIndex = 0
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const first = text.slice(0, match.index).split(' ').length - 1
    places.push(
      ...match[0]
        .trim()
        .split(' ')
        .map((_, index) => first + index),
    )
  }
  return places
}

function longest(found: ReadonlyMap<OperationKind, number>): ReadonlySet<OperationKind> {
  const most = Math.max(0, ...found.values())
  return new Set([...found].flatMap(([kind, length]) => (length === most ? [kind] : [])))
}
