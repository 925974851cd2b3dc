import type { IncidentAlert, Instant } from '@devops-ai/contract'
import { expressionOf } from './expression.ts'
import { countIn, fieldOf, isObject, textIn, textsIn, type Texts } from './fields.ts'
import { labelsHash } from './fingerprint.ts'
import { oldGrafanaAlert } from './grafana.ts'
import { momentIn, unknownTime } from './moments.ts'
import { statusByEnd, statusIn, type Status } from './status.ts'
import { oneLine } from './text.ts'
import { nameOf, severityOf, summaryOf } from './wording.ts'

/** An alert as a sender told it once. Its identity is (sender, fingerprint, startsAt); a resend is the same occurrence. */
export interface Occurrence {
  readonly sender: string
  readonly fingerprint: string
  /** In UTC, in milliseconds; the year 1 where the sender tells none. */
  readonly startsAt: Instant
  readonly status: Status
  readonly alert: IncidentAlert
  readonly labels: Texts
  readonly annotations: Texts
}

/** What a body says of all its alerts. */
export interface Group {
  readonly sender: string
  /** Stands for the status of an alert that has none of its own, as old senders mean it. */
  readonly status: Status | null
  /** Stand for the labels and annotations of an alert that has none at all. */
  readonly labels: Texts
  readonly annotations: Texts
  /** Alerts that the sender cut off this body. */
  readonly leftOut: number
  readonly now: Date
}

export type Understood =
  | { readonly ok: true; readonly occurrence: Occurrence }
  | { readonly ok: false; readonly reason: string }

const mostName = 200
const mostSeverity = 40
const mostSummary = 1_000
const mostFingerprint = 128
const mostLabels = 256
const mostLabelName = 128
const mostLabelValue = 512

/** What is around the alerts of a body, or what is in their place. */
export function groupOf(around: unknown, sender: string, now: Date): Group {
  const body = isObject(around) ? around : {}
  return {
    sender,
    status: statusIn(fieldOf(body, 'status')),
    labels: textsIn(fieldOf(body, 'commonLabels')),
    annotations: textsIn(fieldOf(body, 'commonAnnotations')),
    leftOut: countIn(fieldOf(body, 'truncatedAlerts')),
    now,
  }
}

/** The alerts of a body that has no list of them: none where it says so, or one; null where it is no body of alerts. */
export function withoutList(body: unknown): readonly unknown[] | null {
  if (!isObject(body)) return null
  const list = fieldOf(body, 'alerts')
  if (list === null) return []
  const one = list === undefined ? oldGrafanaAlert(body) : null
  return one && [one]
}

/** One alert of a body. Sizes are bounded and control characters are gone. Total. */
export function occurrenceOf(element: unknown, group: Group): Understood {
  if (!isObject(element)) return { ok: false, reason: `expected an object, got ${kindOf(element)}` }
  const labels = orElse(textsIn(fieldOf(element, 'labels')), group.labels)
  const annotations = orElse({ ...saying(element), ...textsIn(fieldOf(element, 'annotations')) }, group.annotations)
  const told = oneLine(textIn(fieldOf(element, 'fingerprint')) ?? '', mostFingerprint)
  if (told === '' && Object.keys(labels).length === 0 && Object.keys(annotations).length === 0)
    return { ok: false, reason: 'it has neither labels nor annotations nor a fingerprint' }
  const fingerprint = told || labelsHash(labels)
  const startsAt = startOf(element) ?? unknownTime
  const { sender, leftOut } = group
  const expression = expressionOf(textIn(fieldOf(element, 'generatorURL')) ?? '')
  return {
    ok: true,
    occurrence: {
      ...{ sender, fingerprint, startsAt },
      status:
        statusIn(fieldOf(element, 'status')) ??
        group.status ??
        statusByEnd(momentIn(fieldOf(element, 'endsAt')), group.now),
      alert: {
        sender,
        name: oneLine(nameOf(labels), mostName),
        severity: oneLine(severityOf(labels, annotations), mostSeverity),
        summary: oneLine(summaryOf(annotations, labels), mostSummary),
        fingerprint,
        starts_at: startsAt,
        ...(leftOut > 0 && { left_out: leftOut }),
        ...(expression !== null && { expression }),
      },
      labels: bounded(labels),
      annotations: bounded(annotations),
    },
  }
}

/** As version 4 spells it, as Prometheus itself does, and as the first versions of Alertmanager did. */
function startOf(alert: Readonly<Record<string, unknown>>): Instant | null {
  for (const name of ['startsAt', 'activeAt', 'activeSince', 'payload']) {
    const value = fieldOf(alert, name)
    const moment = momentIn(isObject(value) ? fieldOf(value, 'activeSince') : value)
    if (moment !== null) return moment
  }
  return null
}

/** The first versions wrote these beside the labels. */
const saying = (alert: Readonly<Record<string, unknown>>): Texts =>
  textsIn({ summary: fieldOf(alert, 'summary'), description: fieldOf(alert, 'description') })

const orElse = (own: Texts, common: Texts): Texts => (Object.keys(own).length > 0 ? own : common)

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`

const bounded = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts)
      .slice(0, mostLabels)
      .map(([key, value]) => [oneLine(key, mostLabelName), oneLine(value, mostLabelValue)]),
  )
