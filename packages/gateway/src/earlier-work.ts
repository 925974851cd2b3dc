import { isContainerTarget } from '@devops-ai/contract'
import { isKind } from '@devops-ai/operations'
import type { EarlierWork } from '@devops-ai/engine'
import type { Journal } from '@devops-ai/journal'

/** How far back our own changes are looked for: an older stop is one that nobody remembers. */
const entriesLookedAt = 5_000
const page = 500

/** Changes of ours from before this start, by their outcomes, so that a container we stopped is known as stopped by us. */
export async function earlierWork(journal: Journal): Promise<readonly EarlierWork[]> {
  const head = journal.head()?.sequence ?? -1
  const found: EarlierWork[] = []
  for (let after = Math.max(-1, head - entriesLookedAt); after < head;) {
    const { entries } = await journal.entries(after, page)
    const last = entries.at(-1)
    if (!last) break
    after = last.sequence
    for (const { body, at } of entries) {
      if (body.type !== 'outcome') continue
      const { operation, targets } = body.answer.execution_details
      const to = new Date(at)
      const from = new Date(to.getTime() - body.answer.execution_time_ms)
      if (!isKind(operation.kind)) continue
      for (const target of targets.filter(isContainerTarget))
        found.push({ engine: target.engine, id: target.id, operation: operation.kind, from, to })
    }
  }
  return found
}
