import { type IndexedContainer, isContainer } from '@devops-ai/engine'
import type { AskedKind } from './port.ts'

/** Names that stand in Cedar text and in an example as they are. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._@-]*$/

/**
 * A permit of just this, to be put into a policy file: this source, this operation, this service or container. Null where
 * a name would need escapes, which a person should write.
 */
export function suggestedPermit({ source, operation, target, dryRun }: AskedKind): string | null {
  if (!target) return null
  const parts = isContainer(target) && target.service !== null ? placeOf(target) : [['name', target.name]]
  if (![source.id, ...parts.map(([, value]) => value)].every((name) => plainName.test(name ?? ''))) return null
  const asks = `${source.kind} ${operation.kind} id=${source.id}`
  const words = [...parts.map(([word, value]) => `${word}=${value}`), ...(dryRun ? ['dry-run'] : [])].join(' ')
  const conditions = [
    ...parts.map(([word, value]) =>
      word === 'name' ? `resource.name == "${value}"` : `resource has ${word} && resource.${word} == "${value}"`,
    ),
    ...(dryRun ? ['context.dryRun'] : []),
  ]
  return [
    `@id("${source.id}-${operation.kind}-${parts.map(([, value]) => value).join('-')}")`,
    `@matches("${asks} ${words}")`,
    `@matches_not("${asks}${dryRun ? ' dry-run' : ''}")`,
    `permit (principal == Source::"${source.id}", action == Action::"${operation.kind}", resource)`,
    `when { ${conditions.join(' && ')} };`,
  ].join('\n')
}

const placeOf = ({ service, project }: IndexedContainer): (readonly [string, string | null])[] => [
  ['service', service],
  ...(project === null ? [] : [['project', project] as const]),
]
