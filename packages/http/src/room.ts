import { refuse, type Refusal } from '@devops-ai/contract'

/** Room for so many requests at once; who finds none is told to come again. */
export function roomFor(most: number, told: (count: number) => void) {
  let active = 0
  return async <T>(work: () => Promise<T>): Promise<T | Refusal> => {
    if (active >= most)
      return refuse('overloaded', `${most} requests are being processed, expected fewer`, { retryAfterSeconds: 1 })
    told((active += 1))
    try {
      return await work()
    } finally {
      told((active -= 1))
    }
  }
}
