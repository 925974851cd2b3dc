import { genesis, type Instant, JournalBody, type JournalReference } from '@devops-ai/contract'
import { chained } from './hash.ts'
import { createSegment, type SegmentFile } from './segment-file.ts'
import { mark, segmentAt } from './segments.ts'
import { JournalUnusable, reasonOf } from './unusable.ts'

/** Entries in one write and one fdatasync, at most. */
const groupSize = 512
/** Notes wait this long for company before they are written by themselves. */
const noteMilliseconds = 25
/** More entries than this waiting for a disk that does not answer: nothing more may be begun. */
const tooManyWaiting = 10_000

interface Waiting {
  readonly body: JournalBody
  readonly at: Instant
  done(reference: JournalReference): void
  failed(error: Error): void
}

export interface CommitSettings {
  readonly dir: string
  readonly segmentBytes: number
  readonly file: SegmentFile
  readonly head: JournalReference | null
  /** Told of each entry in order, when it is on disk. */
  committed(body: JournalBody, at: Instant, reference: JournalReference): void
  /** Told of each new segment. */
  began(file: SegmentFile): void
  /** Told once, when nothing can be written any more. */
  died(reason: string): void
}

export interface Committer {
  append(body: JournalBody, at: Instant): Promise<JournalReference>
  note(body: JournalBody, at: Instant, failed: (error: Error) => void): void
  writable(): boolean
  head(): JournalReference | null
  /** Writes what waits and closes the file. Nothing is taken afterwards. */
  close(): Promise<void>
}

/**
 * Many appends share one write and one fdatasync. After any error of either the committer is dead for good: what the
 * disk then holds is unknown, and a second fdatasync would not tell.
 */
export function committer(settings: CommitSettings): Committer {
  let { file, head } = settings
  let dead: string | null = null
  const waiting: Waiting[] = []
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null

  const die = (reason: string): void => {
    if (dead !== null) return
    dead = reason
    settings.died(reason)
    for (const entry of waiting.splice(0)) entry.failed(new JournalUnusable(reason))
  }

  const commit = async (group: readonly Waiting[]): Promise<void> => {
    const written: { readonly entry: Waiting; readonly reference: JournalReference; readonly line: string }[] = []
    let last = head
    for (const entry of group) {
      const sequence = last ? last.sequence + 1 : 0
      const { line, hash } = chained(sequence, entry.at, last?.hash ?? genesis, entry.body)
      last = { sequence, hash }
      written.push({ entry, reference: last, line })
    }
    const bytes = Buffer.from(written.map(({ line }) => `${line}\n`).join(''))
    if (file.segment.size > 0 && file.segment.size + bytes.length > settings.segmentBytes) await nextSegment()
    let offset = file.segment.size
    await file.write(bytes)
    head = last
    for (const { entry, reference, line } of written) {
      mark(file.segment, reference.sequence, offset)
      offset += Buffer.byteLength(line) + 1
      settings.committed(entry.body, entry.at, reference)
      entry.done(reference)
    }
  }

  const nextSegment = async (): Promise<void> => {
    const next = await createSegment(segmentAt(settings.dir, head ? head.sequence + 1 : 0))
    await file.close()
    file = next
    settings.began(next)
  }

  const drain = async (): Promise<void> => {
    // Whoever appends in the same turn comes along.
    await Promise.resolve()
    while (waiting.length > 0) {
      const group = waiting.splice(0, groupSize)
      try {
        await commit(group)
      } catch (error) {
        die(`the journal cannot be written: ${reasonOf(error)}`)
        for (const entry of group) entry.failed(new JournalUnusable(dead ?? 'the journal cannot be written'))
      }
    }
  }

  const write = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    running ??= drain().finally(() => {
      running = null
      if (waiting.length > 0) write()
    })
  }

  const enter = (entry: Waiting): boolean => {
    const body = JournalBody.safeParse(entry.body)
    if (dead !== null) entry.failed(new JournalUnusable(dead))
    else if (!body.success) entry.failed(new TypeError(`not an entry of the journal: ${body.error.message}`))
    else return waiting.push({ ...entry, body: body.data }) > 0
    return false
  }

  return {
    append: (body, at) =>
      new Promise((done, failed) => {
        if (enter({ body, at, done, failed })) write()
      }),
    note(body, at, failed) {
      if (!enter({ body, at, done: () => {}, failed }) || running) return
      timer ??= setTimeout(write, noteMilliseconds)
    },
    writable() {
      const reason = dead === null ? file.displaced() : null
      if (reason) die(`the journal cannot be written: ${reason}`)
      return dead === null && waiting.length < tooManyWaiting
    },
    head: () => head,
    async close() {
      write()
      while (running) await running
      if (dead === null) dead = 'the journal is closed'
      await file.close()
    },
  }
}
