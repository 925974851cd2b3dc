import { interpretOffline, type Interpreted } from '@devops-ai/operations'
import { boundedCache } from '@devops-ai/engine'
import type { Interpreter } from '../ports.ts'

const mostRemembered = 1_000

/** An answer, and which of the words were names of others then. It holds as long as they are. */
interface Remembered {
  readonly answer: Interpreted
  readonly told: ReadonlyMap<string, boolean>
}

/**
 * The deterministic grammar. It needs nothing but the words, answers at once and abstains when unsure. The same question
 * has the same answer, so the last ones are remembered: an agent says few sentences, many times.
 */
export function offlineInterpreter(): Interpreter {
  const remembered = boundedCache<string, Remembered>(mostRemembered)
  return {
    name: 'offline',
    interpret: async ({ intent, target, expected, otherNames }) => {
      const question = JSON.stringify([intent, target, expected])
      const before = remembered.get(question)
      if (before && [...before.told].every(([word, was]) => otherNames.has(word) === was)) return before.answer
      const told = new Map<string, boolean>()
      const has = (word: string): boolean => {
        told.set(word, otherNames.has(word))
        return otherNames.has(word)
      }
      const answer = interpretOffline(intent, target, expected ?? undefined, { has })
      remembered.set(question, { answer, told })
      return answer
    },
  }
}
