import { ContainerStatus, Health, HealthFacts, type Target, type TargetInfo } from '@devops-ai/contract'
import { z } from 'zod'
import type { Draft } from './draft.ts'
import { stateSentence } from './status.ts'

/**
 * What the target may stand on. `declared` is one that it names itself; `named_in_logs` is a neighbour that its own
 * logs say cannot be reached, known only by what the gateway lists.
 */
export const DependencyData = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('declared'), name: z.string(), service: z.string().nullable(), facts: HealthFacts }),
  z.object({
    kind: z.literal('named_in_logs'),
    name: z.string(),
    service: z.string().nullable(),
    status: ContainerStatus,
    health: Health,
  }),
])
export type DependencyData = z.infer<typeof DependencyData>

const draft = (about: string, sentence: string, data: DependencyData): Draft => ({
  source: 'dependency',
  about,
  sentence,
  data,
  truncated: false,
})

export const dependencyEvidence = ({ name, service }: Target, facts: HealthFacts): Draft =>
  draft(name, `${name}, on which the target depends, ${stateSentence(facts)}`, {
    kind: 'declared',
    name,
    service,
    facts,
  })

export const namedInLogsEvidence = ({ name, service, status, health }: TargetInfo): Draft =>
  draft(
    name,
    `${name}, which the logs say cannot be reached, is ${status}${health === 'none' ? '' : ` and ${health}`}`,
    {
      kind: 'named_in_logs',
      name,
      service,
      status,
      health,
    },
  )
