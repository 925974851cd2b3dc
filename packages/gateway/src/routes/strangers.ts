import { instant, type Now } from '@devops-ai/contract'
import type { Journal } from '@devops-ai/journal'

const windowMs = 60_000

export interface Strangers {
  seen(): void
  /** Writes what was counted so far. */
  tell(): void
}

/** Counts requests without a valid token: however many come, the journal grows by one entry per minute. */
export function strangers(journal: Pick<Journal, 'note'>, now: Now): Strangers {
  let counted: { count: number; readonly since: Date; readonly timer: NodeJS.Timeout } | null = null
  const tell = (): void => {
    if (!counted) return
    clearTimeout(counted.timer)
    journal.note({ type: 'unauthenticated', count: counted.count, since: instant(counted.since) })
    counted = null
  }
  return {
    seen: () => {
      counted ??= { count: 0, since: now(), timer: setTimeout(tell, windowMs).unref() }
      counted.count += 1
    },
    tell,
  }
}
