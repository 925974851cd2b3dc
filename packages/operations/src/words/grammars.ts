import { changeGrammar } from './change.ts'
import { changes } from './change-verbs.ts'

/** The grammar of every change. */
export const grammars = changes.map(([kind, definition]) => ({
  kind,
  reduce: definition.words.reduce ?? null,
  ...changeGrammar(definition),
}))

export type Grammar = (typeof grammars)[number]
