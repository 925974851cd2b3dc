import { execIn, quick, recordEvents, removeContainer, until, untilHealth } from '@devops-ai/testkit'
import { percentile } from './percentile.ts'
import { startStage, type Stage } from './stage.ts'

interface ActFigures {
  readonly detect_to_act_p50_ms: number
  readonly detect_to_act_p99_ms: number
  readonly runs: number
}

/**
 * From the engine's event that a container is unhealthy to the engine's event that our restart kills it, in the engine's own
 * time: alert, evidence, diagnosis, policy and journal lie in between.
 */
export async function benchAct(runs: number, say: (text: string) => void): Promise<ActFigures> {
  await using stage = await startStage(say)
  const times: number[] = []
  // The first repair loads what every process loads once; it is told and not counted.
  for (let run = 0; run <= runs; run += 1) {
    const milliseconds = await hangAndWait(stage, `bench-${run}`)
    say(`${run === 0 ? 'warm-up' : `${run}/${runs}`}: ${milliseconds.toFixed(1)} ms`)
    if (run > 0) times.push(milliseconds)
  }
  return { detect_to_act_p50_ms: percentile(times, 0.5), detect_to_act_p99_ms: percentile(times, 0.99), runs }
}

const startGraceMs = Number(quick.GATEWAY_START_GRACE_SECONDS) * 1_000 + 500

async function hangAndWait({ api, both, container }: Stage, name: string): Promise<number> {
  await using recorder = await recordEvents(api)
  const id = await container(name)
  const { State } = await untilHealth(api, id, 'healthy', 60_000)
  // What has just started is given time by gateway and agent; that is no part of what is measured.
  const old = Date.parse(State.StartedAt) + startGraceMs
  await until(() => Date.now() > old, { what: 'the start grace to pass', deadlineMs: 30_000 })
  await execIn(api, id, ['sh', '-c', 'kill -STOP $(pidof httpd)'])
  const unhealthy = await recorder.waitFor(name, 'health_status: unhealthy', 60_000)
  const kill = await recorder.waitFor(name, 'kill', 60_000)
  await both.untilIncident(
    `the end of the incident on ${name}`,
    ({ target, phase }) => target?.name === name && phase === 'resolved',
    60_000,
  )
  await removeContainer(api, id)
  return Number(kill.timeNano - unhealthy.timeNano) / 1e6
}
