import { benchDay } from './day.ts'
import { benchFifty } from './fifty.ts'
import { benchRace, type RaceFigures } from './race.ts'
import { benchRecovery, type RecoveryFigures } from './recovery.ts'
import { benchStorm, type StormFigures } from './storm.ts'

type Shown = Omit<StormFigures, 'storm_settled_s' | 'storm_real_s'> & RaceFigures & RecoveryFigures

/** Null: the part was not asked for. */
export type AgentFigures = { readonly [K in keyof Shown]: Shown[K] | null }

export const agentParts = ['storm', 'race', 'fifty', 'recovery', 'day'] as const
export type AgentPart = (typeof agentParts)[number]

const nothing: AgentFigures = {
  storm_accepted: null,
  storm_p99_ms: null,
  storm_4xx: null,
  rss_mb: null,
  act_p50_ms: null,
  act_p99_ms: null,
  floor_p50_ms: null,
  polling_p50_ms: null,
  recovery_s: null,
}

/** What issue and README promise of the agent, measured part by part; each part cleans up before the next begins. */
export async function benchAgent(
  parts: readonly AgentPart[],
  runs: number,
  say: (text: string) => void,
): Promise<AgentFigures> {
  const measure: { readonly [P in AgentPart]: () => Promise<Partial<AgentFigures>> } = {
    storm: async () => {
      const { storm_settled_s, storm_real_s, ...shown } = await benchStorm(say)
      say(`all settled after ${storm_settled_s} s; one real alert behind them had its incident after ${storm_real_s} s`)
      return shown
    },
    race: () => benchRace(runs, say),
    fifty: async () => {
      await benchFifty(say)
      return {}
    },
    recovery: () => benchRecovery(say),
    day: async () => {
      await benchDay(say)
      return {}
    },
  }
  let figures = nothing
  for (const part of parts) {
    say(`${part}:`)
    figures = { ...figures, ...(await measure[part]()) }
  }
  return figures
}
