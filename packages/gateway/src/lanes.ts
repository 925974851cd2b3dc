/** A place in the lane; leaving it lets the next one in. */
export type Lane = { readonly entered: true } & Disposable
export interface Turned {
  readonly entered: false
  readonly because: 'full' | 'late'
}

export interface Lanes {
  /** Waits for the lane of `key`. Never rejects; after `deadlineMs`, or when too many wait, it turns away. */
  enter(key: string): Promise<Lane | Turned>
}

interface Waiter {
  admit(): void
}

/** One at a time per key, first come first served, at most `mostWaiting` behind the one inside. */
export function lanes({
  mostWaiting,
  deadlineMs,
}: {
  readonly mostWaiting: number
  readonly deadlineMs: number
}): Lanes {
  const queues = new Map<string, Waiter[]>()

  const leave = (key: string): void => {
    const next = queues.get(key)?.shift()
    if (next) next.admit()
    else queues.delete(key)
  }
  const laneOf = (key: string): Lane => {
    let inside = true
    return {
      entered: true,
      [Symbol.dispose]: () => {
        if (inside) leave(key)
        inside = false
      },
    }
  }
  const wait = (key: string, queue: Waiter[]): Promise<Lane | Turned> =>
    new Promise((settle) => {
      const waiter: Waiter = {
        admit: () => {
          clearTimeout(timer)
          settle(laneOf(key))
        },
      }
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiter), 1)
        settle({ entered: false, because: 'late' })
      }, deadlineMs)
      queue.push(waiter)
    })

  return {
    enter: async (key) => {
      const queue = queues.get(key)
      if (!queue) {
        queues.set(key, [])
        return laneOf(key)
      }
      if (queue.length >= mostWaiting) return { entered: false, because: 'full' }
      return await wait(key, queue)
    },
  }
}
