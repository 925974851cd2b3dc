import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import type { OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { misread } from './reason.ts'
import { purposes } from './said.ts'
import type { Word } from './words.ts'

/** A change whose wording the words are. */
export interface Match {
  readonly kind: OperationKind
  readonly text: string
  readonly names: Readonly<Record<string, string>>
}

type Objection = (match: Match, words: readonly Word[], target: TargetName) => Refusal | null

/** A network may have the name of another target; then it is called a network. */
const namesKnown: Objection = ({ names, text }, words, target) => {
  const known = words.find(
    ({ as, written }) =>
      as === 'known' && Object.values(names).includes(written) && !/ (?:network|net)(?= |$)/.test(text),
  )
  return known === undefined ? null : otherTarget(known.written, target)
}

/** A question mark makes a question of a request, unless it was put politely: "can you restart it?". */
const asks: Objection = ({ text }) =>
  / \?(?= |$)/.test(text) &&
  !/ (?:(?:can|could|would|will) (?:you|u|someone|somebody)|do you mind|please|kindly)(?= )/.test(text)
    ? misread('the intent is a question; say plainly what is to be done')
    : null

/** Behind what is said of something else, as in `the rollout is stuck, pause it`, the target must be named or called. */
const meansOther: Objection = ({ kind, text }, words, target) =>
  operations[kind].about !== 'service' &&
  / @aside .*@(?:it|thing)(?= |$)/.test(text) &&
  !words.some(({ as, written }) => as === 'target' || /^(?:container|service|app|application|instance)$/.test(written))
    ? misread(`the intent speaks of something else before it; say ${target} where it is meant`)
    : null

/** `remove it to fix it` and `start it, nobody needs it` ask for something else. */
const servesAnother: Objection = ({ kind, text }) => {
  const definition = operations[kind]
  const serves = definition.access === 'change' ? definition.words.serves : []
  const said = text.split(' ')
  return purposes.some((purpose) => said.includes(`@${purpose}`) && !serves.includes(purpose))
    ? misread(`to ${definition.summary} is not what that reason asks for`)
    : null
}

const objections: readonly Objection[] = [namesKnown, asks, meansOther, servesAnother]

/** Why words that are a wording of a change do not ask for it, or null. */
export function objectionTo(match: Match, words: readonly Word[], target: TargetName): Refusal | null {
  for (const objection of objections) {
    const refusal = objection(match, words, target)
    if (refusal) return refusal
  }
  return null
}

export const otherTarget = (name: string, target: TargetName): Refusal =>
  refuse('other_target', `the intent names ${name}, but the target of this request is ${target}`)
