import { runContainer, until } from '@devops-ai/testkit'
import { testPostgres } from '../../packages/agent/test/agent.ts'
import { startStage, type Stage } from './stage.ts'

export interface RecoveryFigures {
  /** From the start of an agent after kill -9 to the next thing that a waiting incident does; the longest of all. */
  readonly recovery_s: number
}

const runs = 5

/** An incident waits, its agent is killed and started again: how long until it goes on, with each kind of PostgreSQL? */
export async function benchRecovery(say: (text: string) => void): Promise<RecoveryFigures> {
  const embedded = await recoveries('embedded', 'embedded', say)
  await using postgres = await testPostgres()
  const server = await recoveries('a server', await postgres.fresh(), say)
  return { recovery_s: Math.max(...embedded, ...server) }
}

async function recoveries(kind: string, databaseUrl: string, say: (text: string) => void): Promise<readonly number[]> {
  await using stage = await startStage(say, { databaseUrl })
  const id = await waitingIncident(stage)
  const seconds: number[] = []
  for (let run = 1; run <= runs; run += 1) {
    stage.both.process('agent').kill('SIGKILL')
    await stage.both.process('agent').exited
    const began = Date.now()
    await stage.both.start('agent')
    const next = await until(
      async () => (await stage.both.incident(id)).events.find(({ at }) => Date.parse(at) > began),
      { what: 'the incident to go on', deadlineMs: 60_000 },
    )
    seconds.push((Date.parse(next.at) - began) / 1_000)
    say(`PostgreSQL ${kind}, ${run}/${runs}: ${next.event.type} after ${seconds.at(-1)} s`)
  }
  return seconds
}

/** A container whose start takes for ever: its incident looks again every second. */
async function waitingIncident({ api, both, image }: Stage): Promise<string> {
  await runContainer(api, {
    name: 'slow',
    image,
    cmd: ['sleep', '100000'],
    health: { cmd: ['false'], interval: 600, timeout: 1, retries: 1, startPeriod: 3_600 },
    labels: { 'devops-ai.test': 'bench' },
  })
  const labels = { alertname: 'ServiceDown', severity: 'critical', container: 'slow' }
  const alert = { status: 'firing', labels, annotations: {}, startsAt: new Date().toISOString() }
  const answer = await fetch(`${both.agentUrl}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${both.tokens.alertmanager}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', status: 'firing', receiver: 'agent', alerts: [alert] }),
  })
  if (answer.status !== 202) throw new Error(`the agent answered ${answer.status}: ${await answer.text()}`)
  return (await both.untilIncident('an incident that waits', ({ phase }) => phase === 'waiting', 30_000)).id
}
