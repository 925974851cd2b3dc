import { RequestId, type IncidentEvent, type SourceId } from '@devops-ai/contract'
import { admit, type AdmitDeps } from '../admission/admit.ts'
import type { SilencesNow } from '../admission/silences.ts'
import type { Incident } from '../incident/incident.ts'
import { later } from '../incident/moves.ts'
import { patternOf } from '../patterns.ts'
import type { NewId } from '../ports.ts'
import type { Asking } from './asking.ts'
import type { KnownTargets } from './known-targets.ts'
import { look } from './look.ts'
import { done, type Performer } from './performer.ts'
import { changeRequest } from './words.ts'

export interface RequestDeps {
  readonly newId: NewId
  readonly sourceId: SourceId
  readonly deadlineSeconds: number
}

export interface AdmittedDeps extends RequestDeps {
  readonly limits: AdmitDeps['limits']
  readonly asking: Pick<Asking, 'read'>
  readonly targets: KnownTargets
  readonly silences: SilencesNow
}

/**
 * Asks the admission for the change that is planned, with the target seen once more, and stores the request with its
 * answer: nothing changes anything before its row is on disk.
 */
export const performRequest =
  (deps: AdmittedDeps): Performer<'request'> =>
  async ({ round }, { incident, now }) => {
    const { target } = incident
    if (!target) return incident.phase === 'diagnosed' ? { events: [requested(deps, incident, now())] } : done
    const [seen, listed, silences] = await Promise.all([
      look(deps.asking, incident, now),
      deps.targets.recent(),
      deps.silences(),
    ])
    const targets = listed.kind === 'answer' ? listed.body.targets : null
    const admitDeps = { limits: deps.limits, now, requested: (as: Incident, at: Date) => requested(deps, as, at) }
    return { decide: (tx) => admit(tx, admitDeps, { incident, round, target }, { now: seen.facts, targets, silences }) }
  }

/** Writes the request that will be sent: its id and its exact bytes are stored first, and never made anew. */
function requested({ newId, sourceId, deadlineSeconds }: RequestDeps, incident: Incident, now: Date): IncidentEvent {
  const { plan, target } = incident
  if (plan?.action !== 'change' || !target)
    return escalated('a change was due, but there is no plan or no target for it')
  const pattern = patternOf(plan.pattern)
  if (!pattern) return escalated(`the plan names the pattern "${plan.pattern}", which does not exist`)
  const request_id = RequestId.parse(newId())
  const request = changeRequest(incident, target, pattern, sourceId, request_id, now)
  if (!request) return escalated(`the container's name "${target.name}" cannot be sent to the gateway`)
  const deadline = later(now.toISOString(), deadlineSeconds)
  return { type: 'operation_requested', request_id, body: JSON.stringify(request), deadline }
}

const escalated = (reason: string): IncidentEvent => ({ type: 'escalated', reason, suggestion: null })
