import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import type { Operation, OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { changeWords } from './change-verbs.ts'
import { type Grammar, grammars } from './grammars.ts'
import { areNames } from './name-words.ts'
import { type Match, objectionTo, otherTarget } from './objection.ts'
import { operationOf } from './operation-of.ts'
import { withObjects, withReasons } from './reduce.ts'
import { mayBe, wordsIn } from './required.ts'
import { textOf, type Word } from './words.ts'

/** What may stand around a wording: politeness and a reason, or nothing at all. */
type Around = 'whole' | 'alone'

/** The change that the words are, all of them; null if they are none. */
export function changeIn(
  intent: string,
  words: readonly Word[],
  target: TargetName,
  around: Around,
): Operation | Refusal | null {
  const possible = grammarsFor(words)
  if (possible.length === 0 || isShown(intent)) return null
  const [match, ...others] = matches(words, possible, around)
  if (match === undefined) return namesAnother(words, possible, target)
  if (others.length > 0)
    return refuse(
      'several_operations',
      `the intent may mean ${[match, ...others].map(({ kind }) => kind).join(' or ')}`,
    )
  const objection = objectionTo(match, words, target)
  if (objection) return objection
  const kind = ofSwarm(match, words)
  if (kind === null)
    return refuse(
      'intent_not_understood',
      `to ${operations[match.kind].summary}: the intent calls the target something else`,
    )
  const names = asWritten(match.names, intent)
  return operationOf(kind, { text: match.text, names, lines: null, since: null, until: null, timestamps: false })
}

/** `web (3 replicas)` shows how it is, `web (stop)` what can be chosen. */
function isShown(intent: string): boolean {
  const [, word = ''] = /[([]\s*([\w.-]+)(?:\s+\w+)?\s*[)\]]\s*$/.exec(intent.toLowerCase()) ?? []
  return /\d/.test(word) || changeWords.has(word) || /^(?:always|never|none|no|on-failure|unless-stopped)$/.test(word)
}

/** The changes that the words can be at all. */
function grammarsFor(intent: readonly Word[]): Grammar[] {
  const text = withObjects(textOf(intent))
  const present = wordsIn(text)
  return grammars.filter(({ keys, reduce }) => mayBe(keys, reduce === null ? present : reduce(text).split(' ')))
}

function matches(words: readonly Word[], possible: readonly Grammar[], around: Around = 'whole'): Match[] {
  const text = withObjects(textOf(words))
  const stated = withReasons(text)
  return possible.flatMap((grammar) => {
    const { kind, reduce } = grammar
    const wording = grammar[around]()
    const reduced = (each: string): string => reduce?.(each) ?? each
    const read = [text, ...(stated === text ? [] : [stated])].find((each) => wording.test(reduced(each)))
    const found = read === undefined ? null : wording.exec(reduced(read))
    const names = namesOf(found)
    return read !== undefined && areNames(names) ? [{ kind, text: read, names }] : []
  })
}

const namesOf = (found: RegExpExecArray | null): Record<string, string> =>
  Object.fromEntries(Object.entries(found?.groups ?? {}).filter(([, name]) => name !== undefined))

/** A change of another target is plainly asked: with that name in the place of ours it would be one. */
function namesAnother(words: readonly Word[], possible: readonly Grammar[], target: TargetName): Refusal | null {
  const other = words.find(
    (word) =>
      (word.as === 'other' || word.as === 'known') &&
      matches(
        words.map((each) => (each === word ? { as: 'target', written: word.written } : each)),
        possible,
      ).length > 0,
  )
  return other === undefined ? null : otherTarget(other.written, target)
}

/** Names in the letters that they were written with: words are compared in lower case, networks are not. */
const asWritten = (names: Match['names'], intent: string): Match['names'] =>
  Object.fromEntries(
    Object.entries(names).map(([place, name]) => [
      place,
      name.replaceAll(
        /[a-z0-9][a-z0-9_.-]*(?= |$)/g,
        (word) => new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w-])`, 'i').exec(intent)?.[0] ?? word,
      ),
    ]),
  )

/**
 * What was called a Swarm service is changed by the verb of Swarm services, and what was called a container by that of
 * containers; null where there is none.
 */
function ofSwarm({ kind, text }: Match, words: readonly Word[]): OperationKind | null {
  const { about, ofService } = operations[kind]
  const said = (word: string): boolean => words.some(({ written }) => written === word)
  if (about === 'service') return said('container') ? null : kind
  const isSwarm = / @swarm(?= |$)/.test(text) && (said('swarm') || said('replicated') || said('services'))
  if (!isSwarm) return kind
  return said('container') ? null : (ofService ?? null)
}
