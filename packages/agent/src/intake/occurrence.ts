import { type AlertWebhook, type IncidentAlert, Instant, type WebhookAlert } from '@devops-ai/contract'
import { labelsHash } from './fingerprint.ts'
import { oneLine } from './text.ts'
import { nameOf, severityOf, summaryOf } from './wording.ts'

type Status = 'firing' | 'resolved'

/** An alert as a sender told it once. Its identity is (sender, fingerprint, startsAt); a resend is the same occurrence. */
export interface Occurrence {
  readonly sender: string
  readonly fingerprint: string
  /** In UTC, in milliseconds. */
  readonly startsAt: Instant
  readonly status: Status
  readonly alert: IncidentAlert
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

const mostName = 200
const mostSeverity = 40
const mostSummary = 1_000
const mostFingerprint = 128
const mostLabels = 128
const mostLabelName = 128
const mostLabelValue = 512
/** Go's zero time: what senders write for a time that they do not know. */
const yearOne = '0001-01-01T00:00:00.000Z'

/** Every alert of a body, in its order. Sizes are bounded and control characters are gone; no alert is left out. */
export const occurrencesOf = (body: AlertWebhook, sender: string): readonly Occurrence[] =>
  body.alerts.map((alert) => occurrenceOf(alert, body.status ?? 'firing', sender))

/** An alert without a status of its own has the status of its group, as old senders mean it. */
function occurrenceOf(alert: WebhookAlert, groupStatus: Status, sender: string): Occurrence {
  const { labels, annotations } = alert
  const fingerprint = oneLine(alert.fingerprint ?? '', mostFingerprint) || labelsHash(labels)
  const startsAt = instantOf(alert.startsAt)
  return {
    sender,
    fingerprint,
    startsAt,
    status: alert.status ?? groupStatus,
    alert: {
      sender,
      name: oneLine(nameOf(labels), mostName),
      severity: oneLine(severityOf(labels, annotations), mostSeverity),
      summary: oneLine(summaryOf(annotations, labels), mostSummary),
      fingerprint,
      starts_at: startsAt,
    },
    labels: bounded(labels),
    annotations: bounded(annotations),
  }
}

function instantOf(time: string): Instant {
  const parsed = Instant.safeParse(new Date(time).toISOString())
  return parsed.success ? parsed.data : yearOne
}

const bounded = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts)
      .slice(0, mostLabels)
      .map(([key, value]) => [oneLine(key, mostLabelName), oneLine(value, mostLabelValue)]),
  )
