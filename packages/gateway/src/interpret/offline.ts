import { interpretOffline } from '@devops-ai/operations'
import type { Interpreter } from '../ports.ts'

/** The deterministic grammar. It needs nothing but the words, answers at once and abstains when unsure. */
export const offlineInterpreter: Interpreter = {
  name: 'offline',
  interpret: async ({ intent, target, expected, otherNames }) =>
    interpretOffline(intent, target, expected ?? undefined, otherNames),
}
