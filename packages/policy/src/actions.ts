import { type About, kinds, operations } from '@devops-ai/operations'

const resourceOf = (about: About): string => {
  switch (about) {
    case 'container':
      return 'Container'
    case 'service':
      return 'Service'
    case 'fleet':
      return 'Fleet'
    case 'network':
    case 'volume':
    case 'image':
    case 'node':
    case 'stack':
      return 'Thing'
  }
}

/** Restarts: they take a service away and bring it back. */
const repairs: readonly string[] = ['container.restart', 'service.force-update']

/** Does this text of policies name the operation, or its group of repairs? */
export const names = (text: string, kind: string): boolean =>
  text.includes(`"${kind}"`) || (repairs.includes(kind) && text.includes('"repair"'))

/** The schema's actions, one for each operation there is, so that a new operation needs no second place. */
export const operationActions = (): string =>
  kinds
    .map((kind) => {
      const { access, about } = operations[kind]
      const applies = `{ principal: Source, resource: ${resourceOf(about)}, context: Circumstances }`
      const group = repairs.includes(kind) ? 'repair' : access
      return `action "${kind}" in [${group}] appliesTo ${applies};\n`
    })
    .join('')
