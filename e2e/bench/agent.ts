import { benchRace, type RaceFigures } from './race.ts'

/** Null: the part was not asked for, or is not there yet. */
type Figures<T> = { readonly [K in keyof T]: T[K] | null }

interface StormFigures {
  /** Alerts answered with 2xx and found stored, of 20,000. */
  readonly storm_accepted: number
  readonly storm_p99_ms: number
  readonly storm_4xx: number
  readonly rss_mb: number
}

interface RecoveryFigures {
  /** From the start of an agent after kill -9 to the next thing that a waiting incident does. */
  readonly recovery_s: number
}

export type AgentFigures = Figures<StormFigures & RaceFigures & RecoveryFigures>

export const agentParts = ['race'] as const
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
    race: () => benchRace(runs, say),
  }
  let figures = nothing
  for (const part of parts) {
    say(`${part}:`)
    figures = { ...figures, ...(await measure[part]()) }
  }
  return figures
}
