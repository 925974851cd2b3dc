import type { Cited, Facts } from '../../evidence/facts.ts'
import type { DependencyData } from '../../evidence/dependency.ts'
import { concludes, type Rule, waits } from '../conclusion.ts'
import { failedSince, failingProbes, isUnhealthy, rhythm } from '../state.ts'
import { recoveredAt, suspects } from '../suspects.ts'

/** So many probes must have failed after the recovery for it not to be the victim any more. */
const proof = 2
/** The longest that those probes are waited for, in milliseconds. */
const mostPatience = 60_000

/** What it stands on has just come back. A victim gets the time to follow; only what stays ill by itself is repaired. */
export const dependencyRecovered: Rule = (facts, { now, patience }) => {
  const { about, status } = facts
  if (!status || !isUnhealthy(status.value)) return null
  const seen = backSinceLastRound(facts)
  const dependency = seen ?? backByItself(facts, now)
  if (!dependency) return null
  const { name } = dependency.value
  const sentence = `${name}, on which ${about} depends, has only just recovered`
  const twoProbes = (proof * rhythm(status.value)) / 1_000
  const seconds = seen ? Math.max(patience.recheckSeconds, Math.min(twoProbes, mostPatience / 1_000)) : 1
  const plan = waits(`${about} to follow ${name}`, seconds, `${about} may recover by itself now`)
  return concludes('dependency_down', sentence, [status, dependency], plan, name)
}

/** Suspected in the round before and above suspicion now. */
function backSinceLastRound({ before, dependencies }: Facts): Cited<DependencyData> | undefined {
  const suspected = before ? suspects(before).map(({ dependency }) => dependency.value.name) : []
  return dependencies.find(({ value }) => suspected.includes(value.name))
}

/** Its own times say that it was away after the target began to fail, and the target was hardly probed since. */
function backByItself({ status, dependencies }: Facts, now: number): Cited<DependencyData> | undefined {
  const since = status ? failedSince(status.value) : null
  if (!status || since === null) return undefined
  const failures = failingProbes(status.value).map(({ at }) => Date.parse(at))
  const longest = Math.min(mostPatience, (proof + 1) * Math.max(1_000, rhythm(status.value)))
  return dependencies.find(({ value }) => {
    const back = recoveredAt(value, since)
    return back !== null && now < back + longest && failures.filter((failure) => failure > back).length < proof
  })
}
