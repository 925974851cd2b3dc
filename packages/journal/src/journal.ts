import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { instant, type Now } from '@devops-ai/contract'
import type { Journal } from './port.ts'
import { committer } from './group-commit.ts'
import { lockFolder } from './lock.ts'
import { journalMemory, type MemoryBounds } from './memory.ts'
import { readEntries } from './read.ts'
import { replay } from './replay.ts'
import { continueSegment, createSegment } from './segment-file.ts'
import { segmentAt, segmentsIn } from './segments.ts'
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
}

/** What the design fixes: segments of 64 MiB, ids remembered for 24 hours. */
const segmentBytes = 64 * 1024 * 1024
const remembered: MemoryBounds = { milliseconds: 24 * 60 * 60 * 1_000, operations: 20_000 }

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
  const { dir, now, log } = settings
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await using opening = new AsyncDisposableStack()
  opening.use(await lockFolder(dir, randomUUID()))

  const memory = journalMemory(settings.remembered ?? remembered)
  const segments = [...(await segmentsIn(dir))]
  const { head, torn } = await replay(segments, memory, settings.signal)
  const last = segments.at(-1)
  const file = last ? await continueSegment(last) : await createSegment(segmentAt(dir, 0))
  if (!last) segments.push(file.segment)

  const entries = committer({
    dir,
    segmentBytes: settings.segmentBytes ?? segmentBytes,
    file,
    head,
    committed: (body, at, reference) => memory.record(body, at, reference),
    began: ({ segment }) => segments.push(segment),
    died: (reason) => log.error(reason),
  })
  opening.defer(() => entries.close())

  const append: Journal['append'] = (body) => entries.append(body, instant(now()))
  if (torn > 0) {
    const detail = `an unfinished line of ${torn} bytes after entry ${head?.sequence ?? 'none'} was cut off`
    log.warn(`journal: ${detail}`)
    await append({ type: 'recovered', detail })
  }
  await append({ type: 'opened', version: settings.version })

  const open = opening.move()
  return {
    append,
    note: (body) =>
      entries.note(body, instant(now()), (error) => log.error(`journal: a note was lost: ${error.message}`)),
    writable: () => entries.writable(),
    head: () => entries.head(),
    operation: (id) => memory.operation(id, now()),
    inFlight: () => memory.inFlight(),
    fenced: memory.fenced,
    approval: memory.approval,
    approvalOf: memory.approvalOf,
    approvals: memory.approvals,
    frozen: memory.frozen,
    async entries(after, limit) {
      return { entries: await readEntries(segments, after, limit), head: entries.head()?.sequence ?? -1 }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
