import { type AlertWebhook, instant, type WebhookAlert } from '@devops-ai/contract'
import type { KnownContainer } from '../index/known.ts'
import { type AlertName, alertKinds } from './alert-names.ts'
import { fingerprint } from './fingerprint.ts'
import type { Telling } from './judge.ts'

/** The labels by which an alert and its target are known. The id is the full one. */
export const labelsOf = (
  { engine, id, name: container, service, project }: KnownContainer,
  name: AlertName,
): Readonly<Record<string, string>> => ({
  alertname: name,
  severity: alertKinds[name].severity,
  engine,
  container,
  container_id: id,
  ...(service !== null && { service }),
  ...(project !== null && { project }),
})

// While it fires an alert has no end; Alertmanager writes the year 1 for that.
const noEnd = '0001-01-01T00:00:00Z'

/** One alert as Alertmanager's version 4 writes it. */
export function alertOf(
  { name, container, firing, endsAtMs }: Telling,
  redact: (text: string) => string,
): WebhookAlert {
  return {
    status: endsAtMs === null ? 'firing' : 'resolved',
    labels: { ...firing.labels },
    annotations: { summary: alertKinds[name].summary(container), description: redact(firing.description) },
    startsAt: instant(new Date(firing.startsAtMs)),
    endsAt: endsAtMs === null ? noEnd : instant(new Date(endsAtMs)),
    generatorURL: '',
    fingerprint: fingerprint(firing.labels),
  }
}

const receiver = 'devops-ai-watch'

/** The body of `POST /webhook/alerts` for some alerts. */
export function webhookOf(alerts: readonly WebhookAlert[]): AlertWebhook {
  return {
    version: '4',
    receiver,
    groupKey: `{}:{receiver="${receiver}"}`,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    truncatedAlerts: 0,
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: '',
    alerts: [...alerts],
  }
}
