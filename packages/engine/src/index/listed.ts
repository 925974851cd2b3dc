import type { EngineListItem } from '@devops-ai/operations'
import type { KnownContainer } from './known.ts'

const healthInStatus = [
  ['(healthy)', 'healthy'],
  ['(unhealthy)', 'unhealthy'],
  ['(health: starting)', 'starting'],
] as const

/** Does the list show the container as it is known? The list says little: whatever differs is inspected. */
export function asKnown(item: EngineListItem, known: KnownContainer): boolean {
  const health = healthInStatus.find(([text]) => item.Status.includes(text))?.[1]
  return (
    item.State === known.status &&
    item.Names.includes(`/${known.name}`) &&
    (known.status !== 'running' || (health ?? 'none') === known.health)
  )
}
