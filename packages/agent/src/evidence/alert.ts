import { IncidentAlert } from '@devops-ai/contract'
import { z } from 'zod'
import type { Draft } from './draft.ts'

/** What a monitor said. A reason to look, never a reason to act. */
export const AlertFact = IncidentAlert.omit({ left_out: true, expression: true }).extend({ resolved: z.boolean() })
export type AlertFact = z.infer<typeof AlertFact>

/** An alert of an incident; `resolved` where the caller knows that the sender has withdrawn it. */
export type AlertData = IncidentAlert & { readonly resolved?: boolean }

export function alertEvidence(seen: AlertData): Draft {
  const { sender, name, severity, summary, fingerprint, starts_at, left_out = 0, resolved = false } = seen
  const alert: AlertFact = { sender, name, severity, summary, fingerprint, starts_at, resolved }
  const cut = left_out > 0 ? `; ${sender} left ${left_out} more alerts out of the same message` : ''
  const what = summary === '' ? name : `${name} (${summary})`
  return {
    source: 'alert',
    about: name,
    sentence: `${sender} says: ${what}, ${severity}, since ${starts_at}${resolved ? ', resolved now' : ''}${cut}`,
    data: alert,
    truncated: false,
  }
}
