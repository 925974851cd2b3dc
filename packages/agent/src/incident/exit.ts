import type { IncidentEvent } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { withEvidence } from './kept.ts'
import { decides, escalates, keeps, looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

/** Ends that are told of so long after the last are another exit of the same engine. */
const oneExitMs = 60_000

/** Containers of the engine ended together. Those that come to a trouble which a person has in hand are looked at, too. */
export function manyEnded(incident: Incident, { engine, members, reason }: Of<'mass_exit'>, { at }: Moment): Step {
  const known = incident.exit?.members ?? []
  const added = members.filter(({ id }) => !known.some((member) => member.id === id))
  const group = { id: incident.id, root: incident.id, root_name: engine, depends: false }
  const after: Incident = { ...incident, group, exit: { engine, members: [...known, ...added], last: at } }
  if (incident.phase !== 'escalated') return keeps(after)
  const another = incident.exit && Date.parse(at) - Date.parse(incident.exit.last) > oneExitMs
  // Who was told of the last one, and has it in hand, is told anew of those that do not come back from this one.
  if (another) return looksAgain({ ...after, escalated: false, acknowledged: null, spokenBy: null }, reason)
  return added.length > 0 ? looksAgain(after, reason) : keeps(after)
}

/** It ends when all were seen back; with those that were not a person is asked. Nothing is changed for it. */
export function membersSeen(incident: Incident, { round, back, removed, missing, evidence }: Of<'members_seen'>): Step {
  if (round !== incident.round || !incident.exit) return keeps(incident)
  const { engine, members } = incident.exit
  const sentence = `${members.length} containers of the engine ${engine} ended together`
  const citations = evidence.map(({ number }) => number)
  const after: Incident = {
    ...withEvidence(incident, evidence),
    diagnosis: { cause: 'mass_exit', sentence, citations, analyst: 'rules', about: engine },
  }
  const seen = `${back} of ${members.length} containers of ${engine} are back${removed === 0 ? '' : `, ${removed} were removed`}`
  if (missing.length === 0) return decides(after, { type: 'resolved', sentence: `${seen}; nothing was changed` })
  const list = missing.map(({ name, state }) => `${name} (${state})`).join(', ')
  return escalates(after, `${sentence}: ${seen}, these are not: ${list}`, 'start those that should run')
}
