import type { HealthFacts } from '@devops-ai/contract'
import { go, type Facts, type Gate, type Verdict } from '../gate.ts'
import { serviceOf } from '../purse.ts'

const hourMs = 3_600_000

/**
 * Never more changes within an hour than the budgets of the target, of its service and of its engine allow; what the
 * engine's own policy and people have restarted counts for the target and its service. A try that a person asked for is
 * theirs to answer for.
 */
export const budget: Gate = (facts) => {
  const { changes, target, limits, at, incident } = facts
  if (incident.retries > 0) return go
  const service = serviceOf(facts)
  const recent = changes.filter((change) => Date.parse(change.at) > Date.parse(at) - hourMs)
  const onTarget = recent.filter(({ container_id }) => container_id === target.id).length
  const onService = recent.filter((change) => change.service === service).length
  const others = startsByOthers(facts.now, onTarget)
  const purses: readonly (readonly [whose: string, ours: number, theirs: readonly Theirs[], most: number])[] = [
    [target.name, onTarget, others, limits.changesPerHour.target],
    [`the service ${service}`, onService, others, limits.changesPerHour.service],
    [`the engine ${target.engine}`, recent.length, [], limits.changesPerHour.engine],
  ]
  for (const [whose, ours, theirs, most] of purses)
    if (ours + sum(theirs) >= most)
      return tells(`${counted(ours, theirs)} on ${whose} within an hour, the budget is ${most}`)
  const unhelpful = changes.filter((change) => helpedNot(facts, change, service)).length
  return unhelpful >= limits.ineffectiveChanges
    ? tells(`${unhelpful} changes on ${service} did not help within a day, the budget is ${limits.ineffectiveChanges}`)
    : go
}

const tells = (reason: string): Verdict => ({ answer: 'escalate', reason })

interface Theirs {
  readonly by: string
  readonly count: number
}

/** Starts that the gateway made and that are not changes of ours were asked for by somebody else. */
function startsByOthers(now: HealthFacts | null, ours: number): readonly Theirs[] {
  const count = (who: HealthFacts['starts'][number]['by']): number =>
    now?.starts.filter(({ by }) => by === who).length ?? 0
  return [
    { by: "the engine's own policy", count: count('engine') },
    { by: 'people', count: count('person') + Math.max(0, count('gateway') - ours) },
  ].filter((theirs) => theirs.count > 0)
}

const sum = (all: readonly Theirs[]): number => all.reduce((total, { count }) => total + count, 0)

const counted = (ours: number, theirs: readonly Theirs[]): string =>
  theirs.length === 0
    ? `${ours} changes`
    : `${ours + sum(theirs)} restarts (${[`${ours} by the agent`, ...theirs.map(({ by, count }) => `${count} by ${by}`)].join(', ')})`

/**
 * Ineffective and inconclusive attempts on the same image count, whatever container of the service they were made on,
 * until something changes: the trouble ended, a person started the container, or made it anew.
 */
function helpedNot({ target, now, targets }: Facts, change: Facts['changes'][number], of: string): boolean {
  const { service, image, verdict, over, at } = change
  const made = isSwarmTask(target, targets) ? null : now?.created_at
  const acted = [made, ...(now?.starts.flatMap((start) => (start.by === 'person' ? [start.at] : [])) ?? [])]
  const isMended = over || acted.some((when) => typeof when === 'string' && Date.parse(when) > Date.parse(at))
  return service === of && image === target.image && verdict !== null && verdict !== 'fixed' && !isMended
}

/** Swarm makes the container of a task anew whenever it ends: nobody has acted. */
const isSwarmTask = ({ engine, id }: Facts['target'], targets: Facts['targets']): boolean =>
  targets?.some((info) => info.engine === engine && info.id === id && 'com.docker.swarm.task.id' in info.labels) ??
  false
