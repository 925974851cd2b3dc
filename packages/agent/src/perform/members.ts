import {
  instant,
  Instant,
  type Evidence,
  type IncidentEvent,
  type IncidentId,
  type TargetInfo,
} from '@devops-ai/contract'
import { z } from 'zod'
import { mint } from '../evidence/draft.ts'
import type { Incident } from '../incident/incident.ts'
import type { KnownTargets } from './known-targets.ts'
import { done, laterBy, type Performer } from './performer.ts'

const firstLookMs = 500
const mostBetweenLooksMs = 5_000
const pauseOfAPersonMs = 2_000

/** Since when all are back, as far as the looks saw. */
const Notes = z.object({ looks: z.int(), backSince: Instant.nullable() })

export interface MembersDeps {
  readonly targets: Pick<KnownTargets, 'fresh'>
  readonly evidenceOf: (id: IncidentId) => Promise<readonly Evidence[]>
  /** How long all must have been back, in seconds. */
  readonly stableSeconds: number
}

/** Looks whether the containers of a mass exit come back by themselves, again and again until they have or the time is up. */
export const performMembers =
  ({ targets, evidenceOf, stableSeconds }: MembersDeps): Performer<'members'> =>
  async ({ round, until }, { incident, notes, now }) => {
    const { exit } = incident
    if (!exit || incident.round !== round) return done
    const read = Notes.safeParse(notes)
    const { looks, backSince } = read.success ? read.data : { looks: 0, backSince: null }
    const reply = await targets.fresh()
    const listed =
      reply.kind === 'answer' && !reply.body.stale_engines.includes(exit.engine) ? reply.body.targets : null
    const states = statesOf(exit, listed)
    const at = instant(now())
    const since = states.missing.length === 0 ? (backSince ?? at) : null
    const holds = since !== null && Date.parse(at) - Date.parse(since) >= stableSeconds * 1_000
    // Once a person has been told of those that are missing, only the return of all is news.
    if (!holds && incident.phase === 'escalated')
      return { later: laterBy(now(), pauseOfAPersonMs), notes: { looks, backSince: since } }
    if (!holds && Date.parse(at) < Date.parse(until)) {
      const pause = Math.min(mostBetweenLooksMs, firstLookMs * 1.3 ** looks, Date.parse(until) - Date.parse(at))
      return { later: laterBy(now(), Math.max(1, pause)), notes: { looks: looks + 1, backSince: since } }
    }
    const evidence = mint(await evidenceOf(incident.id), [
      {
        source: 'members',
        about: exit.engine,
        sentence: `${states.back} of ${exit.members.length} containers of ${exit.engine} run`,
        data: { back: states.back, removed: states.removed, missing: states.missing.length },
        truncated: false,
      },
    ])
    return { events: [{ type: 'members_seen', round, ...states, evidence: [...evidence] }] }
  }

type States = Pick<Extract<IncidentEvent, { type: 'members_seen' }>, 'back' | 'removed' | 'missing'>

/** Without a list nobody is seen. What was removed since is not missed: somebody removed it. */
function statesOf({ engine, members }: NonNullable<Incident['exit']>, listed: readonly TargetInfo[] | null): States {
  if (!listed) {
    const state = 'not seen: the engine does not answer'
    return { back: 0, removed: 0, missing: members.map(({ name }) => ({ name, state })) }
  }
  const known = new Map(listed.filter((info) => info.engine === engine).map((info) => [info.id, info]))
  const missing = members.flatMap(({ id, name }) => {
    const info = known.get(id)
    return !info || isBack(info) ? [] : [{ name, state: stateOf(info) }]
  })
  const removed = members.filter(({ id }) => !known.has(id)).length
  return { back: members.length - removed - missing.length, removed, missing }
}

const isBack = ({ status, health }: TargetInfo): boolean =>
  status === 'running' && health !== 'unhealthy' && health !== 'starting'

const stateOf = ({ status, health }: TargetInfo): string => (status === 'running' ? `running and ${health}` : status)
