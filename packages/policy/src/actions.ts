import { type Definition, kinds, operations } from '@devops-ai/operations'

const resources = {
  read: '[Container, Service, Thing, Fleet]',
  change: '[Container, Service]',
} satisfies Record<Definition['access'], string>

/** The schema's actions, one for each operation there is, so that a new operation needs no second place. */
export const operationActions = (): string =>
  kinds
    .map((kind) => {
      const { access } = operations[kind]
      const applies = `{ principal: Source, resource: ${resources[access]}, context: Circumstances }`
      return `action "${kind}" in [${access}] appliesTo ${applies};\n`
    })
    .join('')
