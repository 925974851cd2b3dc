import type { Instant } from '@devops-ai/contract'
import { textIn } from './fields.ts'

export type Status = 'firing' | 'resolved'

/** The words of Alertmanager, and those of Grafana's rules. */
const words: Readonly<Record<string, Status>> = {
  firing: 'firing',
  alerting: 'firing',
  active: 'firing',
  no_data: 'firing',
  nodata: 'firing',
  error: 'firing',
  resolved: 'resolved',
  ok: 'resolved',
  normal: 'resolved',
  inactive: 'resolved',
}

/** What a word means, or null where it is none of theirs. */
export const statusIn = (value: unknown): Status | null => words[textIn(value)?.trim().toLowerCase() ?? ''] ?? null

/** Without any word an alert is over when the end that it names has passed, as Prometheus means it; else it fires. */
export const statusByEnd = (endsAt: Instant | null, now: Date): Status =>
  endsAt !== null && Date.parse(endsAt) <= now.getTime() ? 'resolved' : 'firing'
