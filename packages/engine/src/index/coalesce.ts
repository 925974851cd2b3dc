/**
 * Runs `work` at most once at a time for a key and for at most `most` keys at once. Whoever asks while it runs waits
 * for one more run: an answer that was on its way may be older than the question. `work` does not throw.
 */
export function coalesce<K>(most: number, work: (key: K) => Promise<void>): (key: K) => Promise<void> {
  const current = new Map<K, Promise<void>>()
  const following = new Map<K, Promise<void>>()
  const waiting: (() => void)[] = []
  let free = most

  async function inSlot(key: K): Promise<void> {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      await work(key)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }

  function start(key: K): Promise<void> {
    const run = inSlot(key).finally(() => {
      if (current.get(key) === run) current.delete(key)
    })
    current.set(key, run)
    return run
  }

  return (key) => {
    const next = following.get(key)
    if (next) return next
    const now = current.get(key)
    if (!now) return start(key)
    const after = now.then(() => {
      following.delete(key)
      return start(key)
    })
    following.set(key, after)
    return after
  }
}
