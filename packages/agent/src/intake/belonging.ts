import type { IncidentAlert, IncidentEvent, Target } from '@devops-ai/contract'
import type { Choice } from '../target/choose.ts'
import { labelsHash, stableHash } from './fingerprint.ts'

/** Where an alert belongs: the key of its incident and the target, as far as it is known. */
export interface Belonging {
  readonly key: string
  readonly target: Target | null
  readonly name: string
}

interface Labelled {
  readonly alert: IncidentAlert
  readonly labels: Readonly<Record<string, string>>
}

/** Alerts about one target belong together whoever sent them; those without a target by the name that they give. */
export function belongingOf(choice: Choice, { alert, labels }: Labelled): Belonging {
  if (choice.kind !== 'known') {
    const what = choice.name === '' ? labelsHash(labels) : stableHash(choice.name)
    return { key: `unknown/${what}`, target: null, name: choice.name === '' ? alert.name : choice.name }
  }
  const { engine, id, name, service, image } = choice.target
  return { key: `${engine}/${id}`, target: { engine, id, name, service, image }, name: service ?? name }
}

/** The button "test" of Grafana's contact points sends an alert of this name. It means nothing. */
export const isTest = ({ name }: IncidentAlert): boolean => name === 'TestAlert'

export const testBelonging = ({ alert }: Labelled): Belonging => ({
  key: `test/${stableHash(JSON.stringify([alert.sender, alert.fingerprint, alert.starts_at]))}`,
  target: null,
  name: alert.name,
})

export const isTestKey = (key: string): boolean => key.startsWith('test/')

const typeOf = { received: 'alert_received', repeated: 'alert_repeated', resolved: 'alert_resolved' } as const

/** The event that brings the news of an alert to its incident. */
export const newsEvent = (news: keyof typeof typeOf, alert: IncidentAlert): IncidentEvent => ({
  type: typeOf[news],
  alert,
})

/**
 * A repeat that comes this soon after the end of its incident is the same delivery once more, or was under way when
 * the repair was seen: Alertmanager repeats a group no sooner than this by itself.
 */
const sameDeliveryMs = 5 * 60_000

/** Does the news of an alert belong to the incident that it belonged to before? `endedAt` is null while that is open. */
export function staysWith(news: keyof typeof typeOf, endedAt: Date | null, now: Date): boolean {
  if (endedAt === null || news === 'resolved') return true
  return news === 'repeated' && now.getTime() - endedAt.getTime() < sameDeliveryMs
}
