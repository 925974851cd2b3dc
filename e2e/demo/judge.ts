import { verifyJournal, type IncidentDetail, type JournalVerdict } from '@devops-ai/contract'
import type { EventRecorder, Shop } from '@devops-ai/testkit'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Check } from './tell.ts'

export interface Outcome {
  readonly outcome: string
  readonly verification: string
  readonly journal: 'verified' | 'broken'
  readonly restarts: number
  readonly seconds: number
}

interface Seen {
  readonly shop: Shop
  readonly incidents: readonly IncidentDetail[]
  readonly recorder: EventRecorder
  readonly journalDir: string
  readonly seconds: number
}

/** What held, by the engine's own events and the journal's own hashes rather than by a word of the services. */
export async function judge(seen: Seen): Promise<{ readonly outcome: Outcome; readonly checks: readonly Check[] }> {
  const { shop, incidents, recorder } = seen
  const starts = Object.entries(shop.names).map(
    ([service, name]) => [service, recorder.of(name, 'start').length] as const,
  )
  const restarts = starts.reduce((sum, [, count]) => sum + count, 0)
  const broken = incidents.find(({ target }) => target?.name === shop.names.db)
  const victims = incidents.filter(({ target }) => target?.name !== shop.names.db)
  const journal = await journalVerdict(seen.journalDir)
  const outcome: Outcome = {
    outcome: broken?.phase ?? 'no incident',
    verification: broken?.verification ?? 'none',
    journal: journal.ok ? 'verified' : 'broken',
    restarts,
    seconds: seen.seconds,
  }
  const checks: Check[] = [
    {
      holds: broken?.cause === 'process_hung' || outcome.outcome === 'resolved',
      sentence: `db: ${outcome.outcome}, verification ${outcome.verification}`,
    },
    { holds: outcome.verification === 'fixed', sentence: 'the repair was seen to help' },
    {
      holds: restarts === 1,
      sentence: `${restarts} start since the fault, by the engine's own events (${starts.map(([name, count]) => `${name} ${count}`).join(', ')})`,
    },
    {
      holds: victims.every(({ changes }) => changes === 0),
      sentence: `the neighbours were left alone (${victims.length} incidents, no change)`,
    },
    {
      holds: journal.ok,
      sentence: journal.ok
        ? `the journal holds: ${journal.entries} entries, head ${journal.head.slice(0, 12)}…`
        : `the journal is broken at line ${journal.line}: ${journal.detail}`,
    },
  ]
  return { outcome, checks }
}

async function journalVerdict(dir: string): Promise<JournalVerdict> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ndjson')).sort()
  return verifyJournal(linesOf(names.map((name) => join(dir, name))))
}

async function* linesOf(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) yield* createInterface({ input: createReadStream(path), crlfDelay: Infinity })
}
