import { instant, type HealthFacts, type IncidentEvent, type Target, type TargetInfo } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import { changesBefore, countChange } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { alertsOf } from '../store/alerts.ts'
import { workAlone } from '../store/alone.ts'
import { lockIncident } from '../store/append.ts'
import { openExitOf } from '../store/mass-exits.ts'
import { currentPause } from '../store/pauses.ts'
import { openRootOf, queueBefore } from '../store/queue.ts'
import { openWindows } from '../store/windows.ts'
import type { AdmissionLimits, Facts } from './gate.ts'
import { admission } from './gates.ts'
import { firingSets, labelSets } from './labels.ts'
import { purseOf } from './purse.ts'
import type { Silences } from './silences.ts'

export interface AdmitDeps {
  readonly limits: AdmissionLimits
  readonly now: () => Date
  /** The event that stores the request, or the one that says why it cannot be written. */
  readonly requested: (incident: Incident, now: Date) => IncidentEvent
}

/** What was seen outside the database just before. */
export interface Seen {
  readonly now: HealthFacts | null
  readonly targets: readonly TargetInfo[] | null
  readonly silences: Silences
}

/**
 * Decides within `tx` whether the change that an incident plans may be asked for now, and counts it when it may: so no
 * two agents together exceed a budget. Nothing when the incident has moved on since `round` was planned.
 */
export async function admit(
  tx: Tx,
  { limits, now, requested }: AdmitDeps,
  planned: { readonly incident: Incident; readonly round: number; readonly target: Target },
  seen: Seen,
): Promise<readonly IncidentEvent[]> {
  await workAlone(tx, 'changes')
  const { target } = planned
  // Taken once the lock is ours, so that a window which a person opened while it was waited for is open.
  const moment = now()
  const at = instant(moment)
  const purse = purseOf({ target, targets: seen.targets })
  const { targets, silences } = seen
  const [incident, alerts, changes, exit, pause, windows] = await Promise.all([
    lockIncident(tx, planned.incident.id),
    alertsOf(tx, planned.incident.id),
    changesBefore(tx, purse, at),
    openExitOf(tx, target),
    currentPause(tx),
    openWindows(tx, moment),
  ])
  if (incident?.phase !== 'diagnosed' || incident.round !== planned.round || incident.escalated) return []
  const [root, queue] = await Promise.all([openRootOf(tx, incident), queueBefore(tx, incident)])
  const info = targets?.find(({ engine, id }) => engine === target.engine && id === target.id)
  const facts: Facts = {
    ...{ at, incident, target, limits, targets, now: seen.now },
    ...{ changes, root, exit, queue, pause, windows },
    labels: labelSets(target, info, alerts),
    firing: firingSets(target, info, alerts),
    silences: silences.kind === 'known' ? silences.silences : [],
  }
  const { by, verdict } = admission(facts)
  switch (verdict.answer) {
    case 'go': {
      const event = requested(incident, moment)
      if (event.type === 'operation_requested')
        await countChange(tx, { request_id: event.request_id, incident_id: incident.id, at, ...purse })
      // Nobody is left without help because the one who could have asked for quiet is not heard.
      return silences.kind === 'known'
        ? [event]
        : [{ type: 'noted', sentence: `${silences.detail}; nothing is taken to be silenced` }, event]
    }
    case 'wait':
      return [{ type: 'held', by: by ?? '', for: verdict.for, until: verdict.until, reason: verdict.reason }]
    case 'look':
      return [{ type: 'investigation_started', round: incident.round + 1, reason: verdict.reason }]
    case 'escalate':
      return [{ type: 'escalated', reason: verdict.reason, suggestion: wish(incident) }]
  }
}

const wish = ({ plan }: Incident): string | null => (plan?.action === 'change' ? plan.intent : null)
