import { interpretOffline, type Interpreted } from '@devops-ai/operations'
import { boundedCache } from '@devops-ai/engine'
import type { Interpreter } from '../ports.ts'

const mostRemembered = 1_000

/**
 * The deterministic grammar. It needs nothing but the words, answers at once and abstains when unsure. The same question
 * has the same answer, so the last ones are remembered: an agent says few sentences, many times.
 */
export function offlineInterpreter(): Interpreter {
  const remembered = boundedCache<string, Interpreted>(mostRemembered)
  return {
    name: 'offline',
    interpret: async ({ intent, target, expected, otherNames }) => {
      const question = JSON.stringify([intent, target, expected, otherNames])
      const answer = remembered.get(question) ?? interpretOffline(intent, target, expected ?? undefined, otherNames)
      remembered.set(question, answer)
      return answer
    },
  }
}
