import { AgentStatus, IncidentList } from '@devops-ai/contract'
import { until } from '@devops-ai/testkit'
import { readFile } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from './percentile.ts'
import { startStage, type Stage } from './stage.ts'

export interface StormFigures {
  /** Of 20,000: half of them in many requests within 10 s, half in one body. */
  readonly storm_accepted: number
  readonly storm_p99_ms: number
  readonly storm_4xx: number
  /** The highest that the agent's process ever held. */
  readonly rss_mb: number
  /** From the last answer until every incident had ended or waited. */
  readonly storm_settled_s: number
  /** From the posting of one critical alert, behind all of that noise, until its container was looked at. */
  readonly storm_real_s: number
}

const alerts = 10_000
const requests = 2_000
const spreadMs = 10_000

/** A storm about things that nobody knows: it must be stored, answered in time, and hide nothing that matters. */
export async function benchStorm(say: (text: string) => void): Promise<StormFigures> {
  await using stage = await startStage(say)
  const id = await stage.container('real')
  const many = await spread(stage, say)
  const one = await post(stage, batch('one', 0, alerts))
  say(`10,000 in one body: ${one.status} after ${one.milliseconds.toFixed(0)} ms`)
  const answers = [...many, one]
  const settling = performance.now()
  const real = await untilReal(stage, id)
  const settled = await untilQuiet(stage, settling)
  return {
    storm_accepted: answers.reduce((sum, { stored }) => sum + stored, 0),
    storm_p99_ms: percentile(
      answers.map(({ milliseconds }) => milliseconds),
      0.99,
    ),
    storm_4xx: answers.filter(({ status }) => status >= 400 && status < 500).length,
    rss_mb: await highestRss(stage.both.process('agent').pid),
    storm_settled_s: settled,
    storm_real_s: real,
  }
}

interface Answer {
  readonly status: number
  readonly milliseconds: number
  readonly stored: number
}

async function spread(stage: Stage, say: (text: string) => void): Promise<readonly Answer[]> {
  const began = performance.now()
  const size = alerts / requests
  const answers = await Promise.all(
    Array.from({ length: requests }, async (_, place) => {
      await pause((place * spreadMs) / requests)
      return post(stage, batch('many', place * size, size))
    }),
  )
  const kinds = new Map<number, number>()
  for (const { status } of answers) kinds.set(status, (kinds.get(status) ?? 0) + 1)
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  say(`10,000 in ${requests} requests: ${seconds} s, ${[...kinds].map(([status, n]) => `${n} × ${status}`).join(', ')}`)
  return answers
}

/** As monitors do it: over connections that are kept. */
const connections = new Agent({ keepAlive: true, maxSockets: 64 })

/** A connection that breaks is an answer too: status 0. The time counts from the moment at which it was to be sent. */
async function post({ both }: Stage, body: string): Promise<Answer> {
  const began = performance.now()
  const headers = { authorization: `Bearer ${both.tokens.alertmanager}`, 'content-type': 'application/json' }
  const sent = request(new URL('/webhook/alerts', both.agentUrl), { method: 'POST', agent: connections, headers })
  sent.end(body)
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      sent.on('response', resolve).on('error', reject),
    )
    const stored = /"stored":(\d+)/.exec(await text(answer))?.[1]
    return { status: answer.statusCode ?? 0, milliseconds: performance.now() - began, stored: Number(stored ?? 0) }
  } catch {
    return { status: 0, milliseconds: performance.now() - began, stored: 0 }
  }
}

const batch = (storm: string, from: number, size: number): string =>
  JSON.stringify({
    version: '4',
    receiver: 'devops-ai',
    status: 'firing',
    groupKey: `{}:{storm="${storm}"}`,
    alerts: Array.from({ length: size }, (_, place) => alert(storm, from + place)),
  })

const alert = (storm: string, number: number) => ({
  status: 'firing',
  labels: {
    alertname: 'InstanceDown',
    severity: number % 2 === 0 ? 'warning' : 'info',
    job: `${storm}-job-${number}`,
    instance: `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}:9100`,
    service: `${storm}-${number}`,
    cluster: 'demo',
    mode: storm,
  },
  annotations: {
    summary: `instance ${number} is down`,
    description:
      'An alert of a storm, as long as the alerts of a monitor commonly are, so that its body is of their size.',
  },
  startsAt: new Date(1_767_225_600_000 + number).toISOString(),
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://vm:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
  fingerprint: (storm === 'one' ? 0x10000000 + number : number).toString(16).padStart(16, '0'),
})

async function untilReal(stage: Stage, id: string): Promise<number> {
  const began = performance.now()
  const real = {
    ...alert('real', 0),
    labels: { alertname: 'ContainerDown', severity: 'critical', container_id: id },
    fingerprint: 'f'.repeat(16),
  }
  await post(stage, JSON.stringify({ version: '4', status: 'firing', alerts: [real] }))
  // It is well, so its incident ends without a change; none of the noise does.
  await until(async () => (await incidentsOf(stage, 'no_action')).some(({ target }) => target?.id === id), {
    what: 'the one that matters',
    deadlineMs: 600_000,
  })
  return (performance.now() - began) / 1_000
}

async function incidentsOf({ both }: Stage, phase: string): Promise<IncidentList['incidents']> {
  const headers = { authorization: `Bearer ${both.tokens.operator}` }
  const answer = await fetch(new URL(`/incidents?phase=${phase}`, both.agentUrl), { headers })
  return IncidentList.parse(await answer.json()).incidents
}

const unfinished = ['open', 'investigating', 'diagnosed', 'acting', 'verifying']

async function untilQuiet({ both }: Stage, began: number): Promise<number> {
  const headers = { authorization: `Bearer ${both.tokens.operator}` }
  await until(
    async () => {
      const answer = await fetch(new URL('/status', both.agentUrl), { headers })
      const status = AgentStatus.parse(await answer.json())
      return status.alerts_waiting === 0 && unfinished.every((phase) => (status.incidents[phase] ?? 0) === 0)
    },
    { what: 'every incident to end or wait', deadlineMs: 900_000, everyMs: 500 },
  )
  return (performance.now() - began) / 1_000
}

async function highestRss(pid: number): Promise<number> {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1_024)
}
