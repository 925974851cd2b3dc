import { setTimeout as pause } from 'node:timers/promises'
import { instant, JournalBody, type JournalReference, type Now } from '@devops-ai/contract'
import { type Group, groupSize, nextGroup, type Waiting } from './group.ts'
import { leaveInDoubt, mend, type Trouble, unwritable } from './mend.ts'
import type { Tail } from './tail.ts'
import { JournalUnusable, reasonOf } from './unusable.ts'

/** Notes wait this long for company before they are written by themselves, also while others are being written. */
const noteMilliseconds = 25
/** More entries than this waiting for a disk that does not answer: nothing more may be begun. */
const tooManyWaiting = 10_000
/** A write that takes longer is told to whoever asks for our health. */
const slowMilliseconds = 10_000

export interface CommitSettings {
  readonly tail: Tail
  readonly now: Now
  readonly log: { warn(message: string): void; error(message: string): void }
  /** Told of each entry in order, when it is on disk. */
  committed(entry: Waiting, reference: JournalReference): void
  /** How long to wait after each attempt to mend what is broken. */
  retryMilliseconds(attempt: number): number
  /** How long the writer of an entry in doubt waits for certainty. */
  readonly patienceMilliseconds: number
}

export interface Committer {
  append(body: JournalBody): Promise<JournalReference>
  note(body: JournalBody): void
  /** Why nothing can be written now, or null. Looks at the names in the folder. */
  trouble(): string | null
  /** Writes what waits, and gives up mending. Nothing is taken afterwards. */
  close(): Promise<void>
}

type State =
  | { readonly is: 'taking' }
  | { readonly is: 'broken'; readonly trouble: Trouble }
  | { readonly is: 'closed' }

/**
 * Many appends share one write and one fdatasync. After an error of either, or when the file is not ours any more,
 * everything is refused at once until the journal is mended.
 */
export function committer({
  tail,
  now,
  log,
  committed,
  retryMilliseconds,
  patienceMilliseconds,
}: CommitSettings): Committer {
  let state: State = { is: 'taking' }
  const closing = new AbortController()
  const waiting: Waiting[] = []
  let running: Promise<void> | null = null
  let mending: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let writingSince: number | null = null

  const commit = async ({ lines, head, entries }: Group): Promise<void> => {
    writingSince = now().getTime()
    try {
      await tail.write(lines, head)
    } finally {
      writingSince = null
    }
    for (const { entry, reference } of entries) {
      committed(entry, reference)
      entry.done(reference)
    }
  }

  const drain = async (): Promise<void> => {
    // Whoever appends in the same turn comes along.
    await Promise.resolve()
    do {
      const group = nextGroup(waiting, tail.head())
      const entries = waiting.splice(0, group?.entries.length ?? 1)
      if (!group) for (const entry of entries) entry.failed(new TypeError('not an entry of the journal: too large'))
      else await commit(group).catch((error: unknown) => breakDown(reasonOf(error), entries))
    } while (waiting.length >= groupSize || waiting.some(({ isAwaited }) => isAwaited))
  }

  const write = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    running ??= drain().finally(() => {
      running = null
      if (waiting.length > 0) writeSoon()
    })
  }

  const writeSoon = (): void => void (timer ??= setTimeout(write, noteMilliseconds))

  const breakDown = (reason: string, doubtful: readonly Waiting[]): void => {
    const trouble: Trouble = {
      since: instant(now()),
      reason,
      doubtful,
      cut: doubtful.length,
      notesLost: 0,
      done: [],
    }
    state = { is: 'broken', trouble }
    log.error(unwritable(reason))
    for (const entry of waiting.splice(0)) entry.failed(new JournalUnusable(unwritable(reason)))
    const patience = setTimeout(() => leaveInDoubt(trouble), patienceMilliseconds).unref()
    mending = mend(trouble, {
      tail,
      record,
      pause: (attempt) => pause(retryMilliseconds(attempt), undefined, { signal: closing.signal }),
      changed: (changed) => log.error(unwritable(changed.reason)),
    }).then(
      () => {
        clearTimeout(patience)
        state = { is: 'taking' }
        log.warn(`the journal takes entries again, after: ${trouble.reason}`)
      },
      () => leaveInDoubt(trouble),
    )
  }

  const record = async (detail: string): Promise<void> => {
    const entry = {
      body: { type: 'recovered' as const, detail },
      at: instant(now()),
      isAwaited: true,
      done() {},
      failed() {},
    }
    const group = nextGroup([entry], tail.head())
    if (group) await commit(group)
  }

  const whyNot = (): string | null => {
    if (state.is === 'closed') return 'the journal is closed'
    if (state.is === 'broken') return unwritable(state.trouble.reason)
    return waiting.length < tooManyWaiting ? null : unwritable(`${waiting.length} entries wait for the disk`)
  }

  const enter = (entry: Waiting): boolean => {
    const body = JournalBody.safeParse(entry.body)
    const refusal = whyNot()
    if (!body.success) entry.failed(new TypeError(`not an entry of the journal: ${body.error.message}`))
    else if (refusal !== null) entry.failed(new JournalUnusable(refusal))
    else return waiting.push({ ...entry, body: body.data }) > 0
    return false
  }

  const noteLost = (error: Error): void => {
    if (state.is === 'broken') state.trouble.notesLost += 1
    else log.error(`journal: a note was lost: ${error.message}`)
  }

  return {
    append: (body) =>
      new Promise((done, failed) => {
        if (enter({ body, at: instant(now()), isAwaited: true, done, failed })) write()
      }),
    note(body) {
      if (!enter({ body, at: instant(now()), isAwaited: false, done() {}, failed: noteLost }) || running) return
      if (waiting.length >= groupSize) write()
      else writeSoon()
    },
    trouble() {
      const displaced = state.is === 'taking' ? tail.displaced() : null
      // A write that is under way finds it out by itself.
      if (displaced && !running) breakDown(displaced, [])
      const slow = writingSince === null ? 0 : now().getTime() - writingSince
      const slowness = slow > slowMilliseconds ? `the disk has not answered for ${Math.round(slow / 1_000)} s` : null
      const reason = displaced ?? slowness
      return whyNot() ?? (reason === null ? null : unwritable(reason))
    },
    async close() {
      while (state.is === 'taking' && (running || waiting.length > 0)) {
        write()
        await running
      }
      await running
      closing.abort()
      await mending
      state = { is: 'closed' }
    },
  }
}
