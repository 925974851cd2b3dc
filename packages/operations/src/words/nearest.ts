import type { OperationKind } from '../operation.ts'
import { kinds } from '../operations.ts'
import { changeVerbs } from './change-verbs.ts'
import { normalise } from './normalise.ts'
import { about } from './reads.ts'
import { withObjects } from './reduce.ts'
import { withThings } from './things.ts'
import { oneSlipApart } from './typo.ts'

/** What most people want, offered where an intent says nothing that we know. */
const usual: readonly OperationKind[] = ['container.health', 'container.logs', 'container.restart']

const verbsOf = kinds.map((kind) => ({
  kind,
  verbs: new Set(changeVerbs.filter(([, meant]) => meant === kind).map(([verb]) => verb.split(' ')[0] ?? verb)),
}))

/** The three operations that come nearest to an intent. */
export function nearest(intent: string): OperationKind[] {
  const words = normalise(intent.slice(0, 500))
  const found = about(withObjects(withThings(words.map((word) => ` ${word}`).join(''))))
  const scores = verbsOf.map(({ kind, verbs }) => {
    const near = words.filter(
      (word) => verbs.has(word) || (word.length > 3 && [...verbs].some((verb) => oneSlipApart(word, verb))),
    )
    const score = near.length * 3 + (found.topics.has(kind) ? 3 : 0) + (found.hints.has(kind) ? 1 : 0)
    return { kind, score: score + (usual.includes(kind) ? 0.5 : 0) }
  })
  return scores
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ kind }) => kind)
}
