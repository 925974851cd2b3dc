import type { Instant } from '@devops-ai/contract'
import { later } from '../../incident/moves.ts'
import { go, type Facts, type Gate } from '../gate.ts'
import { isSameService } from '../purse.ts'

/** An instant so far ahead says that two clocks disagree, and nothing about a deployment. */
const clocksDifferMs = 60_000

/**
 * What was just brought out gets the time to settle: the container was made, its configuration changed, or another
 * container of its service was made, within the grace. A new image always comes with a new container.
 */
export const deploying: Gate = (facts) => {
  const { at, limits } = facts
  const [last] = deployments(facts)
    .filter(({ when }) => Date.parse(when) < Date.parse(at) + clocksDifferMs)
    .toSorted((one, other) => Date.parse(other.when) - Date.parse(one.when))
  if (!last) return go
  const until = later(last.when, limits.deployGraceSeconds)
  return Date.parse(until) <= Date.parse(at)
    ? go
    : {
        answer: 'wait',
        for: `the deployment of ${last.name}`,
        until,
        reason: `${last.name} ${last.what} at ${last.when}`,
      }
}

interface Deployment {
  readonly name: string
  readonly what: string
  readonly when: Instant
}

function deployments({ target, now, targets }: Facts): readonly Deployment[] {
  const made = (name: string, when: Instant | null | undefined): readonly Deployment[] =>
    when ? [{ name, what: 'was created', when }] : []
  const siblings = targets?.filter((info) => isSameService(info, target, targets)) ?? []
  return [
    ...made(target.name, now?.created_at),
    ...siblings.flatMap(({ name, created_at }) => made(name, created_at)),
    ...(now?.configured_at ? [{ name: target.name, what: 'was configured anew', when: now.configured_at }] : []),
  ]
}
