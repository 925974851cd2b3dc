import type { Ordeal as GatewayOrdeal } from '../../../packages/gateway/test/crash/ordeal.ts'
import { pointNames as gatewayPoints, type Death as GatewayDeath } from '../../../packages/gateway/test/crash/points.ts'
import type { Ordeal as AgentOrdeal } from '../../crash/ordeal.ts'
import { pointNames as agentPoints, points, type Death as AgentDeath } from '../../crash/points.ts'
import type { Random } from '../words/random.ts'

/** What a successor passes, whatever it finds. */
const whileFoundOut = ['before look', 'after look', 'before outcome', 'after outcome'] as const
const mostDeaths = 4
/** A successor may come at once, and long after the engine has done all that it was told. */
const longestStopSeconds = 6
const longestGapMs = 4_000

const gaps = (random: Random, deaths: readonly unknown[]): readonly number[] =>
  deaths.map(() => (random.once(2) ? 0 : random.below(longestGapMs)))

/** The first death goes round the points, so that a long sweep has them all; what follows is drawn. */
export function gatewayOrdeal(random: Random, turn: number): GatewayOrdeal {
  const first: GatewayDeath = { at: gatewayPoints[turn % gatewayPoints.length] ?? random.pick(gatewayPoints), nth: 1 }
  const more = Array.from({ length: random.below(mostDeaths) }, (): GatewayDeath => ({
    at: random.once(2) ? random.pick(whileFoundOut) : random.pick(gatewayPoints),
    nth: 1 + random.below(2),
  }))
  const deaths = [first, ...more]
  const stopSeconds = 1 + random.below(longestStopSeconds)
  return { name: `gateway-${turn}`, deaths, gapsMs: gaps(random, deaths), stopSeconds }
}

/** As above; the story is one in which the first point is passed. */
export function agentOrdeal(random: Random, turn: number): AgentOrdeal {
  const at = agentPoints[turn % agentPoints.length] ?? random.pick(agentPoints)
  const first: AgentDeath = { at, nth: 1 }
  const more = Array.from({ length: random.below(mostDeaths) }, (): AgentDeath => ({
    at: random.pick(agentPoints),
    nth: 1 + random.below(3),
  }))
  const deaths = [first, ...more]
  const { story } = points[at]
  return { name: `agent-${turn}`, story, deaths, gapsMs: gaps(random, deaths), isWatched: random.once(2) }
}

/** The gateway of all agents ends now and then, in the middle of anybody's change. */
export const gatewayDeath = (random: Random): GatewayDeath => ({
  at: random.pick(gatewayPoints),
  nth: 3 + random.below(8),
})
