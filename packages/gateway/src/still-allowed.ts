import { type ChangeStep, isContainerTarget } from '@devops-ai/contract'
import type { Subject } from '@devops-ai/engine'
import type { RecordedOperation } from '@devops-ai/journal'
import type { Operation } from '@devops-ai/operations'
import type { GatewayDeps } from './deps.ts'

type Ground = Pick<GatewayDeps, 'sources' | 'policy' | 'index' | 'isProtected' | 'freeze'>

/**
 * Would the recorded change be allowed now, to the source that asked for it then, and is nothing frozen? Asked before it is
 * run once more. What a person approved stays approved. A Swarm service is not in the index, so its labels are not known: no.
 */
export const stillAllowed =
  ({ sources, policy, index, isProtected, freeze }: Ground) =>
  ({ intent }: RecordedOperation, { target: place }: ChangeStep, operation: Operation): boolean => {
    const source = sources.find(({ id }) => id === intent.source_id)
    const target: Subject | null = isContainerTarget(place) ? index.get(place.engine, place.id) : null
    if (!source || !target || freeze.now()) return false
    const effects = { ...intent.effects, protected: isProtected(target) }
    const question = { source, operation, target, effects, priority: 'NORMAL', dryRun: false } as const
    return policy.decide({ ...question, approved: intent.approval_id !== null }).verdict === 'allow'
  }
