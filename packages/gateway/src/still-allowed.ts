import type { Operation } from '@devops-ai/operations'
import type { GatewayDeps } from './deps.ts'
import type { RecordedOperation } from '@devops-ai/journal'

type Ground = Pick<GatewayDeps, 'sources' | 'policy' | 'index' | 'isProtected'>

/** Would the recorded change be allowed now, to the source that asked for it then? Asked before it is run once more. */
export const stillAllowed =
  ({ sources, policy, index, isProtected }: Ground) =>
  ({ sourceId, intent }: RecordedOperation, operation: Operation): boolean => {
    const source = sources.find(({ id }) => id === sourceId)
    const [place] = intent.targets
    const target = place && index.get(place.engine, place.id)
    if (!source || !target) return false
    const effects = { ...intent.effects, protected: isProtected(target) }
    return policy.decide({ source, operation, target, effects, priority: 'NORMAL', dryRun: false }).verdict === 'allow'
  }
