import type { Incident } from './incident.ts'
import { looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'
import { watched } from './watched.ts'

/**
 * From here on the incident is a person's. They are told once, once more after each further try of theirs, and when whoever spoke for
 * it does so no more.
 */
export function isThePersons(before: Incident, _event: unknown, moment: Moment): Step {
  const isSilent = before.spokenBy === 'nobody' && before.acknowledged === null
  const after: Incident = { ...before, phase: 'escalated', waiting: null, escalated: true, retries: 0 }
  const watching = watched(after, moment)
  if (before.escalated && !isSilent) return { incident: after, effects: watching }
  const incident: Incident = { ...after, spokenBy: null }
  const told = before.told + 1
  const message_id = told === 1 ? `${incident.id}:escalated` : `${incident.id}:escalated:${told}`
  return { incident: { ...incident, told, acknowledged: null }, effects: [{ do: 'notify', message_id }, ...watching] }
}

/** A person takes the risk of one plan more: the incident looks again, and what it then plans is not held to the budget. */
export const triesOnceMore = (
  incident: Incident,
  { by, reason }: { readonly by: string; readonly reason: string },
): Step =>
  looksAgain(
    {
      ...incident,
      escalated: false,
      acknowledged: null,
      spokenBy: null,
      retries: 1,
      replans: 0,
      expiries: 0,
      waits: 0,
    },
    `${by} asks for one more try${reason === '' ? '' : `: ${reason}`}`,
  )
