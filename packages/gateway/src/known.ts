import type { GatewayDeps } from './deps.ts'
import type { Known } from '@devops-ai/engine'

/** What names may stand for at this moment, from the index. */
export const knownNow = ({ engines, index, aliases }: GatewayDeps): Known => ({
  containers: index.all(),
  engines: [...engines.keys()].map((name) => {
    const { asOf, stale } = index.freshness(name)
    return { name, known: asOf !== null && !stale }
  }),
  aliases,
})
