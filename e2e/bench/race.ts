import {
  execIn,
  quick,
  recordEvents,
  removeContainer,
  until,
  untilHealth,
  type EventRecorder,
} from '@devops-ai/testkit'
import { percentile } from './percentile.ts'
import { startFloor, startPolling } from './rivals.ts'
import { startStage, type Stage } from './stage.ts'

export interface RaceFigures {
  readonly act_p50_ms: number
  readonly act_p99_ms: number
  readonly floor_p50_ms: number
  readonly polling_p50_ms: number
}

const racers = ['agent', 'floor', 'polling'] as const
type Racer = (typeof racers)[number]

/** What has just started is given time by gateway and agent; that is no part of what is measured. */
const startGraceMs = Number(quick.GATEWAY_START_GRACE_SECONDS) * 1_000 + 500

/**
 * From the engine's event that a container is unhealthy to the engine's event that the restart kills it, in the engine's own
 * time: by the agent, by a bare loop over the engine's events that restarts at once, and by a loop that looks every 5 s. They
 * take turns on one engine, each with containers of its own, so that the noise of the machine falls on all alike.
 */
export async function benchRace(runs: number, say: (text: string) => void): Promise<RaceFigures> {
  await using stage = await startStage(say)
  await using _floor = await startFloor(stage.api, labelOf('floor'))
  await using _polling = startPolling(stage.api, labelOf('polling'))
  const times: Record<Racer, number[]> = { agent: [], floor: [], polling: [] }
  // The first round loads what every process loads once; it is told and not counted.
  for (let run = 0; run <= runs; run += 1) {
    const round = await oneRound(stage, run)
    say(
      `${run === 0 ? 'warm-up' : `${run}/${runs}`}: ${racers.map((who) => `${who} ${round[who].toFixed(1)} ms`).join(', ')}`,
    )
    if (run > 0) for (const who of racers) times[who].push(round[who])
  }
  const figures = {
    act_p50_ms: percentile(times.agent, 0.5),
    act_p99_ms: percentile(times.agent, 0.99),
    floor_p50_ms: percentile(times.floor, 0.5),
    polling_p50_ms: percentile(times.polling, 0.5),
  }
  say(
    `acting, p50 and p99 in ms over ${runs} rounds: ` +
      racers.map((who) => `${who} ${percentile(times[who], 0.5)} and ${percentile(times[who], 0.99)}`).join(', '),
  )
  return figures
}

/** The gateway knows the agent's containers alone. */
const labelOf = (who: Racer): string => (who === 'agent' ? 'bench' : `bench-${who}`)

async function oneRound(stage: Stage, run: number): Promise<Record<Racer, number>> {
  const { api, both, container } = stage
  await using recorder = await recordEvents(api)
  const stable = await Promise.all(
    racers.map(async (who) => {
      const name = `${who}-${run}`
      const id = await container(name, labelOf(who))
      const { State } = await untilHealth(api, id, 'healthy', 60_000)
      return { who, name, id, oldAt: Date.parse(State.StartedAt) + startGraceMs }
    }),
  )
  const oldAt = Math.max(...stable.map((one) => one.oldAt))
  await until(() => Date.now() > oldAt, { what: 'the start grace to pass', deadlineMs: 30_000 })
  const round = { agent: 0, floor: 0, polling: 0 }
  for (const [place] of racers.entries()) {
    const one = stable[(place + run) % racers.length]
    if (one) round[one.who] = await hangAndWait(stage, recorder, one)
  }
  await both.untilIncident(
    `the end of the incident on agent-${run}`,
    ({ target, phase }) => target?.name === `agent-${run}` && phase === 'resolved',
    60_000,
  )
  await Promise.all(stable.map(({ id }) => removeContainer(api, id)))
  return round
}

interface Hanging {
  readonly name: string
  readonly id: string
}

async function hangAndWait({ api }: Stage, recorder: EventRecorder, { name, id }: Hanging): Promise<number> {
  await execIn(api, id, ['sh', '-c', 'kill -STOP $(pidof httpd)'])
  const unhealthy = await recorder.waitFor(name, 'health_status: unhealthy', 60_000)
  const kill = await recorder.waitFor(name, 'kill', 60_000)
  await recorder.waitFor(name, 'restart', 60_000)
  return Number(kill.timeNano - unhealthy.timeNano) / 1e6
}
