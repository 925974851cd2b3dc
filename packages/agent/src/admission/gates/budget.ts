import { go, type Facts, type Gate, type Verdict } from '../gate.ts'
import { serviceOf } from '../purse.ts'

const hourMs = 3_600_000

/**
 * Never more changes within an hour than the budgets of the target, of its service and of its engine allow. A try that a
 * person asked for is theirs to answer for.
 */
export const budget: Gate = (facts) => {
  const { changes, target, limits, at, incident } = facts
  if (incident.retries > 0) return go
  const service = serviceOf(facts)
  const recent = changes.filter((change) => Date.parse(change.at) > Date.parse(at) - hourMs)
  const purses: readonly (readonly [whose: string, spent: number, most: number])[] = [
    [target.name, recent.filter(({ container_id }) => container_id === target.id).length, limits.changesPerHour.target],
    [
      `the service ${service}`,
      recent.filter((change) => change.service === service).length,
      limits.changesPerHour.service,
    ],
    [`the engine ${target.engine}`, recent.length, limits.changesPerHour.engine],
  ]
  const spent = purses.find(([, used, most]) => used >= most)
  if (spent) return tells(`${spent[1]} changes on ${spent[0]} within an hour, the budget is ${spent[2]}`)
  const unhelpful = changes.filter((change) => helpedNot(facts, change, service)).length
  return unhelpful >= limits.ineffectiveChanges
    ? tells(`${unhelpful} changes on ${service} did not help within a day, the budget is ${limits.ineffectiveChanges}`)
    : go
}

const tells = (reason: string): Verdict => ({ answer: 'escalate', reason })

/** Ineffective and inconclusive attempts on the same image count, whatever container of the service they were made on. */
const helpedNot = ({ target }: Facts, { service, image, verdict }: Facts['changes'][number], of: string): boolean =>
  service === of && image === target.image && verdict !== null && verdict !== 'fixed'
