import { HealthFacts, instant, Instant, type IncidentEvent } from '@devops-ai/contract'
import { z } from 'zod'
import { factsOf } from '../evidence/facts.ts'
import type { Incident } from '../incident/incident.ts'
import type { Observation } from '../verification/judge.ts'
import type { Opinion } from '../verification/opinions.ts'
import type { Asking } from './asking.ts'
import { look } from './look.ts'
import { backOff, done, laterBy, type Performed, type Performer } from './performer.ts'

/** Looks get rarer up to so many times the first interval. */
const rarest = 60
/** A look that found it well and ended nothing is followed by another after so many times longer, at most after a day. */
const patienceGrows = 8
const longestPatienceMs = 86_400_000

const Seen = z.object({ since: Instant, facts: HealthFacts })
const Notes = z.object({
  since: Instant,
  tries: z.int(),
  well: Seen.nullable(),
  absent: z.object({ since: Instant, how: z.enum(['gone', 'replaced']) }).nullable(),
})
type Notes = z.infer<typeof Notes>

export interface WatchDeps {
  readonly asking: Pick<Asking, 'read'>
  readonly stableSeconds: number
  readonly lookAgainSeconds: number
  /** What a monitor says of the incident's alerts. */
  readonly opinions: (incident: Incident, signal: AbortSignal) => Promise<readonly Opinion[]>
}

/**
 * Looks at the target of an incident that waits for a person, less and less often and without a word in the log, until
 * it has been well for the stable window or its container is gone.
 */
export const performWatch =
  (deps: WatchDeps): Performer<'watch'> =>
  async ({ round }, { incident, notes, now, signal }) => {
    if (incident.phase !== 'escalated' || incident.round !== round) return done
    const read = Notes.safeParse(notes)
    const before: Notes = read.success ? read.data : { since: instant(now()), tries: 0, well: null, absent: null }
    const seen = await look(deps.asking, incident, now)
    const after: Notes = {
      since: before.since,
      tries: before.tries + 1,
      well: wellSince(before.well, seen),
      absent: absentSince(before.absent, seen),
    }
    const event = (await over(deps, incident, after, now(), signal)) ?? gone(deps, incident, after, now())
    return event ? { events: [event] } : again(deps, before, after, now())
  }

/** Well is what runs without a failing health check, without a new start in between. */
function wellSince(before: Notes['well'], { at, facts }: Observation): Notes['well'] {
  if (!facts || facts.status !== 'running' || (facts.health !== 'healthy' && facts.health !== 'none')) return null
  const same = before?.facts.started_at === facts.started_at && before.facts.restart_count === facts.restart_count
  return { since: before && same ? before.since : at, facts: { ...facts, probes: [] } }
}

const absentSince = (before: Notes['absent'], { at, absent }: Observation): Notes['absent'] =>
  absent && { since: before?.how === absent ? before.since : at, how: absent }

async function over(
  { stableSeconds, lookAgainSeconds, opinions }: WatchDeps,
  incident: Incident,
  { since, well }: Notes,
  now: Date,
  signal: AbortSignal,
): Promise<IncidentEvent | null> {
  if (!well || passed(well.since, now) < stableSeconds * 1_000) return null
  const patience =
    incident.looks === 0 ? 0 : Math.min(longestPatienceMs, lookAgainSeconds * 1_000 * patienceGrows ** incident.looks)
  if (passed(since, now) < patience && wasSoAlready(incident, well.facts)) return null
  if ((await opinions(incident, signal)).some(({ says }) => says === 'goes on')) return null
  const sentence = `it has been ${well.facts.health === 'healthy' ? 'healthy' : 'running'} for ${Math.round(passed(well.since, now) / 1_000)} s`
  return { type: 'seen_well', round: incident.round, sentence }
}

/** The last look at everything saw the same: another would come to the same. */
function wasSoAlready(incident: Incident, { status, health, started_at }: HealthFacts): boolean {
  const last = factsOf(incident.evidence).status?.value
  return last?.status === status && last.health === health && last.started_at === started_at
}

function gone(
  { lookAgainSeconds }: WatchDeps,
  { round, target, name }: Incident,
  { absent }: Notes,
  now: Date,
): IncidentEvent | null {
  if (!absent || passed(absent.since, now) < lookAgainSeconds * 1_000) return null
  const who = `the container ${target?.name ?? name} (${target?.id.slice(0, 12) ?? 'unknown'})`
  return {
    type: 'target_gone',
    round,
    sentence:
      absent.how === 'gone'
        ? `${who} is gone since ${absent.since} at the latest, so there is nothing left to repair`
        : `${who} was replaced by another of its name at ${absent.since} at the latest: that one has incidents of its own`,
  }
}

/** Rarer and rarer; what has changed is looked at once more as soon as that can be said to last. */
function again({ stableSeconds, lookAgainSeconds }: WatchDeps, before: Notes, after: Notes, now: Date): Performed {
  const first = lookAgainSeconds * 1_000
  const rarer = backOff(before.tries, first, first * rarest)
  const news =
    (after.well && after.well.since !== before.well?.since && stableSeconds * 1_000 + 100) ||
    (after.absent && after.absent.since !== before.absent?.since && first)
  return { later: laterBy(now, Math.min(rarer, news || rarer)), notes: after }
}

const passed = (since: Instant, now: Date): number => now.getTime() - Date.parse(since)
