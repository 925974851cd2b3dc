import { isDatabaseSilent } from '../store/silent.ts'
import type { Stored } from '../store/alerts.ts'
import { storedOf } from '../store/alerts.ts'
import type { Occurrence } from './occurrence.ts'

/** Alerts of one statement. */
const mostTogether = 2_000
/** Statements at the same time, so that one that waits for a lock holds up nobody. */
const mostAtOnce = 2

/** Stores a batch, whole or not at all; it is on disk when the promise is fulfilled. Throws what the database throws. */
export type StoreTogether = (batch: readonly Occurrence[]) => Promise<Stored>

interface Waiting {
  readonly batch: readonly Occurrence[]
  readonly stored: (stored: Stored) => void
  readonly failed: (error: unknown) => void
}

/**
 * Batches that come while the database is busy are stored in one transaction: a storm of small bodies costs few commits.
 * Where they cannot be stored together each is tried alone, so that none fails for what another holds.
 */
export function storingTogether(store: (batch: readonly Occurrence[]) => Promise<Set<string>>): StoreTogether {
  const queue: Waiting[] = []
  let atOnce = 0

  const some = (): readonly Waiting[] => {
    let [count, size] = [0, 0]
    for (const { batch } of queue) {
      if (count > 0 && size + batch.length > mostTogether) break
      count += 1
      size += batch.length
    }
    return queue.splice(0, count)
  }

  const storeAll = async (all: readonly Waiting[]): Promise<void> => {
    try {
      const fresh = await store(all.flatMap(({ batch }) => batch))
      for (const { batch, stored } of all) stored(storedOf(batch, fresh))
    } catch (error) {
      if (all.length === 1 || isDatabaseSilent(error)) for (const { failed } of all) failed(error)
      else for (const one of all) await storeAll([one])
    }
  }

  const work = async (): Promise<void> => {
    atOnce += 1
    for (let all = some(); all.length > 0; all = some()) await storeAll(all)
    atOnce -= 1
  }

  return (batch) =>
    batch.length === 0
      ? Promise.resolve({ stored: 0, repeated: 0 })
      : new Promise((stored, failed) => {
          queue.push({ batch, stored, failed })
          if (atOnce < mostAtOnce) void work()
        })
}
