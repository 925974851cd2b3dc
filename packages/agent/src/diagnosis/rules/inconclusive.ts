import type { Facts } from '../../evidence/facts.ts'
import { concludes, type Conclusion, escalates } from '../conclusion.ts'

/** Nothing above fits: that is said aloud, and a person decides. */
export function inconclusive({ about, status, logs, missing, alerts }: Facts): Conclusion {
  const sentence = `The evidence on ${about || 'the target'} fits no known cause`
  return concludes('inconclusive', sentence, [status, logs, ...missing, ...alerts], escalates(sentence))
}
