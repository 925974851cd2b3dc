import { newPrivateEngine } from '@devops-ai/testkit'
import { type Ordeal, undergo } from '../../packages/gateway/test/crash/ordeal.ts'
import { type Death, pointNames } from '../../packages/gateway/test/crash/points.ts'
import { siteOn } from '../../packages/gateway/test/crash/site.ts'
import { wholeNumber, type Outcome, type Trial } from './trial.ts'
import { type Random, randomOf } from './words/random.ts'

/** Gateways that are killed in the middle of a restart, and their successors that are killed while they find out about it. */
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
/** What a successor passes, whatever it finds. */
const whileFoundOut = ['before look', 'after look', 'before outcome', 'after outcome'] as const
const mostDeaths = 4
/** A successor may come at once, and long after the engine has done all that it was told. */
const longestStopSeconds = 6
const longestGapMs = 4_000

export interface CrashRun {
  readonly socketPath: string
  readonly runs: number
  readonly seed: number
  /** Told of each run and of every broken law. */
  readonly say: (text: string) => void
}

export async function runCrash({ socketPath, runs, seed, say }: CrashRun): Promise<Outcome> {
  const began = performance.now()
  await using site = await siteOn(socketPath, `crash-${process.pid}`)
  const counts = { runs: 0, deaths: 0, violations: 0 }
  const reached = new Map<string, number>()
  const left = Array.from({ length: runs }, (_, index) => index).values()

  const work = async (): Promise<void> => {
    for (const index of left) {
      const ordeal = drawn(randomOf(seed, index), index)
      const { deaths, violations } = await undergo(site, ordeal)
      for (const { at } of deaths) reached.set(at, (reached.get(at) ?? 0) + 1)
      counts.runs += 1
      counts.deaths += deaths.length
      counts.violations += violations.length
      const told = deaths.map(({ at, nth }) => (nth === 1 ? at : `${at} (${nth})`)).join(', then ')
      say(`${counts.runs}/${runs}: killed ${told}: ${violations.length === 0 ? 'once' : violations.join('; ')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))

  const seconds = Math.round((performance.now() - began) / 100) / 10
  const passed = pointNames.filter((name) => reached.has(name)).length
  return {
    holds: counts.violations === 0,
    figures: { ...counts, points: `${passed}/${pointNames.length}`, seed, seconds },
  }
}

/** The first death goes round the points, so that a long sweep has them all; what follows is drawn. */
function drawn(random: Random, index: number): Ordeal {
  const first: Death = { at: pointNames[index % pointNames.length] ?? random.pick(pointNames), nth: 1 }
  const more = Array.from({ length: random.below(mostDeaths) }, (): Death => ({
    at: random.once(2) ? random.pick(whileFoundOut) : random.pick(pointNames),
    nth: 1 + random.below(2),
  }))
  const gapsMs = [first, ...more].map(() => (random.once(2) ? 0 : random.below(longestGapMs)))
  return { name: String(index), deaths: [first, ...more], gapsMs, stopSeconds: 1 + random.below(longestStopSeconds) }
}
