/** A look waits no longer than this for the one before it. */
const longestWaitMs = 50

/** Looks at `place`, alone or together with all who wait to look there. */
export type InTurn<T> = (place: string, look: () => Promise<T>) => Promise<T>

/**
 * One look at a time at one place, unless it takes longer than `longestWaitMs`. Whoever comes while one is on its way shares the
 * next with all who come meanwhile; it begins after they came, so no answer is older than its question.
 */
export function inTurn<T>(): InTurn<T> {
  const underWay = new Map<string, Promise<T>>()
  const next = new Map<string, Promise<T>>()
  return (place, look) => {
    const begin = (): Promise<T> => {
      next.delete(place)
      const answer = look().finally(() => {
        if (underWay.get(place) === answer) underWay.delete(place)
      })
      underWay.set(place, answer)
      return answer
    }
    const shared = next.get(place)
    if (shared) return shared
    const before = underWay.get(place)
    if (!before) return begin()
    const answer = settledOrLate(before).then(begin)
    next.set(place, answer)
    return answer
  }
}

const settledOrLate = async (work: Promise<unknown>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, longestWaitMs)
  work.finally(resolve).catch(() => undefined)
  await promise
  clearTimeout(timer)
}
