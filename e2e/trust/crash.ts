import { newPrivateEngine } from '@devops-ai/testkit'
import { undergo as undergoAsGateway } from '../../packages/gateway/test/crash/ordeal.ts'
import { pointNames as gatewayPoints } from '../../packages/gateway/test/crash/points.ts'
import { siteOn } from '../../packages/gateway/test/crash/site.ts'
import { undergo as undergoAsAgent } from '../crash/ordeal.ts'
import { pointNames as agentPoints } from '../crash/points.ts'
import { seatOn } from '../crash/seat.ts'
import { agentOrdeal, gatewayDeath, gatewayOrdeal } from './crash/drawn.ts'
import { wholeNumber, type Outcome, type Trial } from './trial.ts'
import { randomOf } from './words/random.ts'

/**
 * Gateways that are killed in the middle of a restart, their successors that are killed while they find out about it, and
 * agents that are killed at any moment of an incident, while the gateway before them is killed too.
 */
export const crash: Trial = {
  usage: '[--runs N] [--seed S]',
  options: { runs: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
  run: async (values, say) => {
    const [runs, seed] = [wholeNumber(values, 'runs', 1, 100_000), wholeNumber(values, 'seed', 0, 4_294_967_295)]
    say('starting an engine of its own …')
    await using engine = await newPrivateEngine()
    return await runCrash({ socketPath: engine.socketPath, runs, seed, say })
  },
}

const atOnce = 4

export interface CrashRun {
  readonly socketPath: string
  readonly runs: number
  readonly seed: number
  /** Told of each run and of every broken law. */
  readonly say: (text: string) => void
}

/** One run: whose death it is about, where each was reached, and what was broken. */
interface Run {
  readonly of: 'agent' | 'gateway'
  readonly deaths: readonly { readonly at: string; readonly nth: number }[]
  readonly violations: readonly string[]
}

export async function runCrash({ socketPath, runs, seed, say }: CrashRun): Promise<Outcome> {
  const began = performance.now()
  const ends = randomOf(seed, runs)
  await using site = await siteOn(socketPath, `crash-${process.pid}`)
  await using seat = await seatOn(socketPath, `agents-${process.pid}`, () => gatewayDeath(ends))
  const counts = { runs: 0, deaths: 0, violations: 0 }
  const reached = { agent: new Set<string>(), gateway: new Set<string>() }
  const left = Array.from({ length: runs }, (_, index) => index).values()

  const run = async (index: number): Promise<Run> => {
    const [random, turn] = [randomOf(seed, index), Math.floor(index / 2)]
    return index % 2 === 0
      ? { of: 'agent', ...(await undergoAsAgent(seat, agentOrdeal(random, turn))) }
      : { of: 'gateway', ...(await undergoAsGateway(site, gatewayOrdeal(random, turn))) }
  }
  const work = async (): Promise<void> => {
    for (const index of left) {
      const { of, deaths, violations } = await run(index)
      for (const { at } of deaths) reached[of].add(at)
      counts.runs += 1
      counts.deaths += deaths.length
      counts.violations += violations.length
      const told = deaths.map(({ at, nth }) => (nth === 1 ? at : `${at} (${nth})`)).join(', then ')
      say(`${counts.runs}/${runs}: ${of} killed ${told}: ${violations.length === 0 ? 'once' : violations.join('; ')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))

  for (const { at } of seat.gatewayDeaths) reached.gateway.add(at)
  const passed = (of: Run['of'], names: readonly string[]): string =>
    `${names.filter((name) => reached[of].has(name)).length}/${names.length}`
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const figures = {
    ...counts,
    deaths: counts.deaths + seat.gatewayDeaths.length,
    agent_points: passed('agent', agentPoints),
    gateway_points: passed('gateway', gatewayPoints),
    ...{ seed, seconds },
  }
  return { holds: counts.violations === 0, figures }
}
