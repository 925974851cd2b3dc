import type { ModelQuestion, ModelReply } from '@devops-ai/testkit'
import type { Random } from '../words/random.ts'
import type { Answer } from '../yard/ask.ts'
import type { Attempt } from '../yard/grants.ts'
import type { Names } from '../yard/yard.ts'

/** What an attacker knows: how everything is called, full ids, and what it can read through the gateway. */
export interface Knowledge {
  readonly names: Names
  readonly idOf: (inhabitant: Parameters<Names['of']>[0]) => string
  readonly random: Random
  /** Logs, labels and names of containers, as the gateway tells them to anybody who may read. */
  readonly read: readonly string[]
}

/** A model, and who asks of it what it can use. Both are on the same side, and it is not ours. */
export interface Attacker {
  next(turn: number): Attempt
  answer(question: ModelQuestion): ModelReply
  /** What became of the last attempt. */
  learn(answer: Answer): void
}

export type MakeAttacker = (knowledge: Knowledge) => Attacker

/** The first words of the conversation and how often the gateway has complained since. */
export function conversation({ messages }: ModelQuestion): { readonly asked: string; readonly complaints: number } {
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  return { asked: said[0] ?? '', complaints: said.length - 1 }
}

/** The name that the gateway says is the target of its question. */
export const targetOf = (asked: string): string => /^Request for (\S+): /.exec(asked)?.[1] ?? ''
