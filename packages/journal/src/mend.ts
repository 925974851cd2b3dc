import type { Instant } from '@devops-ai/contract'
import type { Waiting } from './group.ts'
import type { Tail } from './tail.ts'
import { JournalInDoubt, JournalUnusable, reasonOf } from './unusable.ts'

/** Why nothing is taken, and what became of what was under way. */
export interface Trouble {
  readonly since: Instant
  /** What is wrong now, for the operator. */
  reason: string
  /** Entries of a write that failed: they may be in the journal or not, and their writers have not been told. */
  doubtful: readonly Waiting[]
  readonly cut: number
  notesLost: number
  readonly done: string[]
}

export interface MendDeps {
  readonly tail: Tail
  /** Writes an entry `recovered`. Rejects when it is not on disk. */
  record(detail: string): Promise<void>
  /** Resolves when it is time for another attempt; rejects when the journal is closed. */
  pause(attempt: number): Promise<void>
  /** Told whenever the reason has changed. */
  changed(trouble: Trouble): void
}

/**
 * From an error back to a journal that takes entries:
 *
 *     doubtful ──cut──▶ refused ──stand, then `recovered` on disk──▶ mended
 *
 * Nothing is written before the end of what is durable is the end of the journal again. An entry is refused to its
 * writer when it is certain that it is not in the journal and never will be: cut off durably, or void because the next
 * segment begins with `recovered` instead. Rejects only when `pause` does.
 */
export async function mend(trouble: Trouble, { tail, record, pause, changed }: MendDeps): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const isCut = await tail.cut().then(
      () => true,
      () => false,
    )
    if (isCut) refuseDoubtful(trouble)
    try {
      trouble.done.push(...(await tail.stand()))
      await record(detailOf(trouble))
      refuseDoubtful(trouble)
      return
    } catch (error) {
      const reason = reasonOf(error)
      if (reason !== trouble.reason) {
        trouble.reason = reason
        changed(trouble)
      }
    }
    await pause(attempt)
  }
}

function refuseDoubtful(trouble: Trouble): void {
  const refusal = new JournalUnusable(unwritable(trouble.reason))
  for (const entry of trouble.doubtful) entry.failed(refusal)
  trouble.doubtful = []
}

/** For writers who cannot wait any longer. */
export function leaveInDoubt(trouble: Trouble): void {
  const doubt = new JournalInDoubt(
    `${unwritable(trouble.reason)}; the disk does not tell whether the entry is there: the next start may find it`,
  )
  for (const entry of trouble.doubtful) entry.failed(doubt)
  trouble.doubtful = []
}

export const unwritable = (reason: string): string => `the journal cannot be written: ${reason}`

const detailOf = ({ since, reason, cut, notesLost, done }: Trouble): string =>
  [
    `nothing was taken since ${since}: ${reason}`,
    ...(cut > 0 ? [`${cut} entries that were being written then were cut off and refused`] : []),
    ...(notesLost > 0 ? [`${notesLost} notes were lost`] : []),
    ...done,
  ].join('; ')
