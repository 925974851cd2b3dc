/** Remembers the answers to immutable questions; the oldest is forgotten when there are more than `most`. */
export interface BoundedCache<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): void
}

export function boundedCache<K, V>(most: number): BoundedCache<K, V> {
  const known = new Map<K, V>()
  return {
    get: (key) => known.get(key),
    set(key, value) {
      known.set(key, value)
      const oldest = known.keys().next()
      if (known.size > most && !oldest.done) known.delete(oldest.value)
    },
  }
}
