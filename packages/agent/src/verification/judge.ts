import type { HealthFacts, Instant, Postcondition, Verdict } from '@devops-ai/contract'
import { harm } from './harm.ts'

/** One look at the target after the change; `null` facts say that nobody could look, `absent` that it is not there. */
export interface Observation {
  readonly at: Instant
  readonly facts: HealthFacts | null
  /** The engine knows no such container, or another one answers to its name. */
  readonly absent: 'gone' | 'replaced' | null
}

export type Judgement =
  | { readonly again: true }
  | { readonly again: false; readonly verdict: Verdict; readonly sentence: string }

type Seen = Observation & { readonly facts: HealthFacts }

/** A container that has ended and that nobody restarts stays ended: so long apart two looks must agree on it. */
const endedMs = 2_000
/** So often the engine restarts only what will not stay up. */
const restartsOfALoop = 3

/**
 * Did the change help? By what was seen, never by what the change answered. `baseline` is the target just before it,
 * `observations` the looks since, oldest first; `until` is when patience ends.
 */
export function judge(question: {
  readonly postcondition: Postcondition
  readonly baseline: HealthFacts | null
  readonly observations: readonly Observation[]
  readonly now: Instant
  readonly until: Instant
}): Judgement {
  const { postcondition, baseline, observations, now, until } = question
  const seen = observations.filter((look): look is Seen => look.facts !== null)
  const last = seen.at(-1)
  const good = lastingGood(postcondition, seen)
  if (good && good.lastsMs >= postcondition.stable_seconds * 1_000)
    return says('fixed', fixedSentence(postcondition, good.since))
  const over = Date.parse(now) >= Date.parse(until)
  if (last && loops(seen)) return unhelped(last.facts, baseline)
  if (good && (!over || mayStillProve(good.since, postcondition, now))) return { again: true }
  const absent = lastingAbsence(observations)
  if (absent) return says('unknown', absences[absent])
  if (last && hasEnded(seen)) return unhelped(last.facts, baseline)
  if (!over) return { again: true }
  if (!last || observations.at(-1)?.facts === null)
    return says('unknown', 'The target could not be looked at, so nobody knows whether it helped')
  if (last.facts.status === 'running' && last.facts.health === 'starting')
    return says('unknown', 'It is still starting, so nobody knows yet whether it helped')
  return unhelped(last.facts, baseline)
}

/** Since when it has been as the postcondition says without a break or a new start, and how long that is. */
function lastingGood(postcondition: Postcondition, seen: readonly Seen[]): { since: Seen; lastsMs: number } | null {
  const last = seen.at(-1)
  if (!last || !meets(postcondition, last.facts)) return null
  const broken = seen.findLastIndex(
    ({ facts }) =>
      !meets(postcondition, facts) ||
      facts.started_at !== last.facts.started_at ||
      facts.restart_count !== last.facts.restart_count,
  )
  const since = seen[broken + 1] ?? last
  return { since, lastsMs: Date.parse(last.at) - Date.parse(since.at) }
}

/** Where a health check is asked for only `healthy` counts; where there is none, that it runs. */
function meets({ healthy, started_after }: Postcondition, { status, health, started_at }: HealthFacts): boolean {
  const well = status === 'running' && (healthy ? health === 'healthy' : health === 'none' || health === 'healthy')
  return well && (started_after === null || (started_at !== null && Date.parse(started_at) > Date.parse(started_after)))
}

/** A repair that showed just before the end is given the time to last, and a look more. */
const mayStillProve = ({ at }: Seen, { stable_seconds }: Postcondition, now: Instant): boolean =>
  Date.parse(now) < Date.parse(at) + stable_seconds * 1_000 + endedMs

/** Between a stop and a start it is not running for a moment; that is the change itself, not its failure. */
function hasEnded(seen: readonly Seen[]): boolean {
  const last = seen.at(-1)
  const alive = seen.findLastIndex(({ facts: { status } }) => status !== 'exited' && status !== 'dead')
  const first = seen[alive + 1]
  return last !== undefined && first !== undefined && Date.parse(last.at) - Date.parse(first.at) >= endedMs
}

/** The engine has brought it up again and again since the change. */
function loops(seen: readonly Seen[]): boolean {
  const counts = seen.map(({ facts }) => facts.restart_count)
  return (counts.at(-1) ?? 0) - Math.min(...counts) >= restartsOfALoop
}

const absences = {
  gone: 'The container is gone, so nobody knows whether it helped',
  replaced: 'Another container answers to its name, so nobody knows whether it helped',
} as const

/** Names move for a moment while containers are made anew: two looks must agree on it. */
function lastingAbsence(observations: readonly Observation[]): 'gone' | 'replaced' | null {
  const last = observations.at(-1)
  const first = observations[observations.findLastIndex(({ absent }) => absent === null) + 1]
  return last && first && Date.parse(last.at) - Date.parse(first.at) >= endedMs ? last.absent : null
}

function unhelped(facts: HealthFacts, baseline: HealthFacts | null): Judgement {
  const worse = baseline && harm(baseline, facts)
  if (worse) return says('worse', worse)
  const state = facts.status === 'running' ? (facts.health === 'none' ? 'running' : facts.health) : facts.status
  return says(
    'no_effect',
    `It did not help: it is ${state}${facts.status === 'running' ? '' : `, exit code ${facts.exit_code}`}`,
  )
}

const says = (verdict: Verdict, sentence: string): Judgement => ({ again: false, verdict, sentence })

const fixedSentence = ({ stable_seconds }: Postcondition, { facts }: Seen): string =>
  `It ${facts.health === 'healthy' ? 'is healthy' : 'runs'}, started ${facts.started_at ?? 'at an unknown time'}, and has stayed so for ${stable_seconds} s`
