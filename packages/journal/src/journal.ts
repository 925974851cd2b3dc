import { randomUUID } from 'node:crypto'
import type { Now } from '@devops-ai/contract'
import type { Journal } from './port.ts'
import { type Disk, makeFolder, realDisk } from './disk.ts'
import { committer } from './group-commit.ts'
import { keptLock } from './lock.ts'
import { journalMemory, type MemoryBounds } from './memory.ts'
import { readEntries } from './read.ts'
import { replay } from './replay.ts'
import { secure } from './secure.ts'
import { clearUnfinished, openSegments, type Segment } from './segments.ts'
import { tailOf } from './tail.ts'
import { JournalUnusable, reasonOf } from './unusable.ts'

export interface JournalSettings {
  /** The journal's own folder; made with mode 0700 when absent. */
  readonly dir: string
  readonly now: Now
  /** The gateway's version, for the entry `opened`. */
  readonly version: string
  readonly log: { warn(message: string): void; error(message: string): void }
  /** Ends a start that takes too long. */
  readonly signal?: AbortSignal
  readonly segmentBytes?: number
  readonly remembered?: MemoryBounds
  /** How long to wait after each vain attempt, the first of which is 0, to mend what is broken. */
  retryMilliseconds?(attempt: number): number
  /** How long an append whose write has failed waits until it is certain that the entry is not there. */
  readonly patienceMilliseconds?: number
  readonly disk?: Disk
}

/** What the design fixes: segments of 64 MiB, ids remembered for 24 hours. The other bounds keep memory small. */
const segmentBytes = 64 * 1024 * 1024
const remembered: MemoryBounds = { milliseconds: 24 * 60 * 60 * 1_000, operations: 20_000, approvals: 2_000 }
/** At once, then less and less often, but every five seconds: nobody may have to tell us that there is room again. */
const retryMilliseconds = (attempt: number): number => Math.min(50 * 2 ** attempt, 5_000)
const patienceMilliseconds = 5_000

/**
 * Opens the journal: locks the folder, checks the whole chain, cuts an unfinished last line, and remembers what matters.
 * Throws `JournalUnusable` with a sentence for the operator. Dispose of it to write what waits and let the folder go.
 */
export async function openJournal(settings: JournalSettings): Promise<Journal & AsyncDisposable> {
  try {
    return await begin(settings)
  } catch (error) {
    if (error instanceof JournalUnusable) throw error
    throw new JournalUnusable(`the journal in ${settings.dir} cannot be opened: ${reasonOf(error)}`, { cause: error })
  }
}

async function begin(settings: JournalSettings): Promise<Journal & AsyncDisposable> {
  const { dir, now, log, disk = realDisk } = settings
  await makeFolder(disk, dir)
  await using opening = new AsyncDisposableStack()
  const lock = opening.use(await keptLock(dir, randomUUID))

  const memory = journalMemory(settings.remembered ?? remembered)
  const segments: Segment[] = []
  opening.defer(async () => void (await Promise.allSettled(segments.map(({ file }) => file.close()))))
  await openSegments(disk, dir, segments)
  await replay(segments, memory, settings.signal)
  await clearUnfinished(dir)
  const gone = await secure(disk, dir, segments)

  const tail = tailOf({ disk, dir, segmentBytes: settings.segmentBytes ?? segmentBytes, lock, segments })
  const entries = committer({
    tail,
    now,
    log,
    committed: ({ body, at }, reference) => memory.record(body, at, reference),
    retryMilliseconds: settings.retryMilliseconds ?? retryMilliseconds,
    patienceMilliseconds: settings.patienceMilliseconds ?? patienceMilliseconds,
  })
  opening.defer(() => entries.close())

  if (gone > 0) {
    const detail = `what was unfinished when the gateway ended was cut off: ${gone} bytes after entry ${tail.head()?.sequence ?? 'none'}`
    log.warn(`journal: ${detail}`)
    await entries.append({ type: 'recovered', detail })
  }
  await entries.append({ type: 'opened', version: settings.version })

  const open = opening.move()
  return {
    append: (body) => entries.append(body),
    note: (body) => entries.note(body),
    writable: () => entries.trouble() === null,
    trouble: () => entries.trouble(),
    head: () => tail.head(),
    operation: (id) => memory.operation(id, now()),
    inFlight: () => memory.inFlight(),
    fenced: memory.fenced,
    approval: memory.approval,
    approvalOf: memory.approvalOf,
    approvals: memory.approvals,
    frozen: memory.frozen,
    async entries(after, limit) {
      return { entries: await readEntries(segments, after, limit), head: tail.head()?.sequence ?? -1 }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
