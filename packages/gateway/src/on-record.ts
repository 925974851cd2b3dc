import { type JournalBody, type JournalReference, type Refusal, refuse } from '@devops-ai/contract'
import { JournalUnusable } from '@devops-ai/journal'
import type { GatewayDeps } from './deps.ts'

/** Puts an entry on record, durably. Where that cannot be, `otherwise` says what it means to who waits for it. */
export async function onRecord(
  { journal, telemetry }: Pick<GatewayDeps, 'journal' | 'telemetry'>,
  body: JournalBody,
  otherwise: string,
): Promise<{ readonly ok: true; readonly reference: JournalReference } | Refusal> {
  try {
    return { ok: true, reference: await journal.append(body) }
  } catch (error) {
    telemetry.alarmed('the journal cannot be written', error)
    const reason = error instanceof JournalUnusable ? error.message : 'the entry cannot be recorded'
    return refuse('journal_unavailable', `${otherwise}: ${reason}`, { retryAfterSeconds: 30 })
  }
}
