import type { IncidentAlert, IncidentEvent, Target } from '@devops-ai/contract'
import type { Repaired } from '../store/repaired.ts'
import type { Choice } from '../target/choose.ts'
import { isFine } from '../target/fine.ts'
import { labelsHash, stableHash } from './fingerprint.ts'
import { unknownTime } from './moments.ts'

/** Where an alert belongs: the key of its incident and the target, as far as it is known. */
export interface Belonging {
  readonly key: string
  readonly target: Target | null
  readonly name: string
  /** How the target was chosen; null where none was looked for. */
  readonly choice: Choice | null
}

interface Labelled {
  readonly alert: IncidentAlert
  readonly labels: Readonly<Record<string, string>>
}

/** Alerts about one target belong together whoever sent them; those without a target by the name that they give. */
export function belongingOf(choice: Choice, { alert, labels }: Labelled): Belonging {
  if (choice.kind !== 'known') {
    const what = choice.name === '' ? labelsHash(labels) : stableHash(choice.name)
    return { key: `unknown/${what}`, target: null, name: choice.name === '' ? alert.name : choice.name, choice }
  }
  const { engine, id, name, service, image } = choice.target
  return { key: `${engine}/${id}`, target: { engine, id, name, service, image }, name: service ?? name, choice }
}

/** The button "test" of Grafana's contact points sends an alert of this name. It means nothing. */
export const isTest = ({ name }: IncidentAlert): boolean => name === 'TestAlert'

export const testBelonging = ({ alert }: Labelled): Belonging => ({
  key: `test/${stableHash(JSON.stringify([alert.sender, alert.fingerprint, alert.starts_at]))}`,
  target: null,
  name: alert.name,
  choice: null,
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

/** How long after the end of a repair alerts about what was before it may come. */
export const lateMs = 60 * 60_000

/**
 * Does an alert tell of what a repair has mended already? It began before the end of the repair was seen, and the engine
 * still says that nothing is wrong. Another look, or another change, would be for what is over.
 */
export function isMended(alert: IncidentAlert, { choice }: Belonging, repaired: Repaired): boolean {
  const { starts_at } = alert
  if (choice?.kind !== 'known' || !isFine(choice.target) || starts_at === unknownTime) return false
  return Date.parse(starts_at) <= repaired.endedAt.getTime()
}
