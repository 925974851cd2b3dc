import type { EngineName, Priority } from '@devops-ai/contract'

/** A place in the lanes; leaving them lets the next one in. */
export type Lane = { readonly entered: true } & Disposable
/** `crowded`: too many are in the lanes, whichever these are; otherwise it is the lane `key` that is full, or was not free in time. */
export type Turned =
  | { readonly entered: false; readonly because: 'full' | 'late'; readonly key: string }
  | { readonly entered: false; readonly because: 'crowded' }

export interface Lanes {
  /**
   * Waits for the lanes of all keys together. Never rejects; after `deadlineMs` at one of them, when too many wait there, or when
   * there are `mostAtAll` in the lanes, it turns away. The more urgent goes first, of equals the earlier. Lanes are taken in one
   * order, so nobody waits in a circle.
   */
  enter(keys: readonly string[], priority: Priority): Promise<Lane | Turned>
}

/** The lane of one target. */
export const laneOf = (engine: EngineName, id: string): string => `${engine}/${id}`

interface Waiter {
  readonly rank: number
  admit(): void
}

const rankOf = { URGENT: 0, HIGH: 1, NORMAL: 2, LOW: 3 } satisfies Record<Priority, number>

export interface LaneSettings {
  readonly mostWaiting: number
  readonly mostAtAll: number
  readonly deadlineMs: number
}

/** One at a time per key, at most `mostWaiting` behind the one inside, and `mostAtAll` in all lanes together. */
export function lanes({ mostWaiting, mostAtAll, deadlineMs }: LaneSettings): Lanes {
  const queues = new Map<string, Waiter[]>()
  let present = 0

  const leave = (key: string): void => {
    const next = queues.get(key)?.shift()
    if (next) next.admit()
    else queues.delete(key)
  }
  const wait = (key: string, queue: Waiter[], rank: number): Promise<'late' | null> =>
    new Promise((settle) => {
      const waiter: Waiter = {
        rank,
        admit: () => {
          clearTimeout(timer)
          settle(null)
        },
      }
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiter), 1)
        settle('late')
      }, deadlineMs)
      const behind = queue.findIndex((other) => other.rank > rank)
      queue.splice(behind < 0 ? queue.length : behind, 0, waiter)
    })
  /** Why this lane cannot be had, or null: it was entered. */
  const enterOne = async (key: string, rank: number): Promise<'full' | 'late' | null> => {
    const queue = queues.get(key)
    if (!queue) {
      queues.set(key, [])
      return null
    }
    return queue.length >= mostWaiting ? 'full' : await wait(key, queue, rank)
  }

  return {
    enter: async (keys, priority) => {
      if (present >= mostAtAll) return { entered: false, because: 'crowded' }
      present += 1
      let isPresent = true
      const inside: string[] = []
      const leaveAll = (): void => {
        if (isPresent) present -= 1
        isPresent = false
        for (const key of inside.splice(0).toReversed()) leave(key)
      }
      for (const key of [...new Set(keys)].toSorted()) {
        const because = await enterOne(key, rankOf[priority])
        if (because !== null) {
          leaveAll()
          return { entered: false, because, key }
        }
        inside.push(key)
      }
      return { entered: true, [Symbol.dispose]: leaveAll }
    },
  }
}
