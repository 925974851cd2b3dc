import { HealthFacts, Instant, instant } from '@devops-ai/contract'
import { z } from 'zod'
import type { Incident } from '../incident/incident.ts'
import type { Observation } from '../verification/judge.ts'
import type { Asking } from './asking.ts'

export const firstLookMs = 300
export const mostBetweenLooksMs = 2_000

/** The looks so far, as an effect notes them; those of an older version know of no absence. */
export const Observations = z.array(
  z.object({
    at: Instant,
    facts: HealthFacts.nullable(),
    absent: z.enum(['gone', 'replaced']).nullable().default(null),
  }),
)

/** The target as it is now. Who else answers to its name is never taken for it. */
export async function look(asking: Pick<Asking, 'read'>, incident: Incident, now: () => Date): Promise<Observation> {
  const seen = (facts: HealthFacts | null, absent: Observation['absent'] = null): Observation => ({
    at: instant(now()),
    facts,
    absent,
  })
  if (!incident.target) return seen(null)
  const reply = await asking.read(incident, incident.target, 'health_validation')
  if (reply.kind === 'problem' && reply.body.code === 'unknown_target') return seen(null, 'gone')
  if (reply.kind !== 'answer' || reply.body.overall_status !== 'success') return seen(null)
  const { targets, execution_result } = reply.body.execution_details
  const [target, ...others] = targets
  if (!target || others.length > 0) return seen(null)
  if (target.id !== incident.target.id) return seen(null, 'replaced')
  const facts = HealthFacts.safeParse(execution_result.data)
  return seen(facts.success ? facts.data : null)
}

/** What is only noted stays small. */
export const noted = (observations: readonly Observation[]): readonly Observation[] =>
  observations.map(({ at, facts, absent }) => ({ at, facts: facts && { ...facts, probes: [] }, absent }))

/** Milliseconds until the next of these looks. */
export const pauseAfter = (looks: number): number => Math.min(mostBetweenLooksMs, firstLookMs * 1.2 ** looks)
