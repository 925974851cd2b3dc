import type { ServiceBaseline } from '@devops-ai/contract'
import type { EngineCall, Reached } from './definition.ts'
import { WholeSpecification } from './engine/specification.ts'

/**
 * An update of a Swarm service takes its whole specification and the version that it was read at; the engine refuses
 * it when somebody else was faster.
 */
export const updateService = (
  { id, specification }: Reached,
  { version }: ServiceBaseline,
  changed: (specification: WholeSpecification) => WholeSpecification,
  query: EngineCall['query'] = {},
): EngineCall => ({
  method: 'POST',
  path: `/services/${id}/update`,
  query: { version: String(version), ...query },
  body: changed(WholeSpecification.parse(specification)),
})
