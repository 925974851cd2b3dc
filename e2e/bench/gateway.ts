import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { createContainer, untilHealth } from '@devops-ai/testkit'
import { Pool } from 'undici'
import { percentile } from './percentile.ts'
import { startStage, type Stage } from './stage.ts'

interface GatewayFigures {
  /** What the gateway adds to one health read of one client, in milliseconds. */
  readonly overhead_p50_ms: number
  readonly overhead_p99_ms: number
  /** Requests per second at 32 clients, as a share of the same Engine calls made directly, and as a multiple of the docker CLI. */
  readonly throughput_vs_direct: number
  readonly throughput_vs_cli: number
  /** Resident memory of the gateway after all requests. */
  readonly rss_mb: number
}

type Work = () => Promise<void>
interface Contenders {
  readonly direct: Work
  readonly gateway: Work
  readonly cli: Work
}

const contestants = ['gateway', 'direct', 'cli'] as const
const clientCounts = [1, 8, 32] as const
const roundMs = 1_500
const rounds = 3
const soak = 100_000
const others = 500

/**
 * Health, logs and list at 1, 8 and 32 clients: through the gateway, by the same Engine calls made directly, and by the docker
 * CLI as a process, taking turns in one run, so that the noise of the machine falls on all alike. Clients that ask the same at once share
 * the gateway's calls of the engine, so it makes fewer than are made directly; what it does where none are shared is said beside.
 */
export async function benchGateway(requests: number, say: (text: string) => void): Promise<GatewayFigures> {
  await using stage = await startStage(say)
  const id = await stage.container('bench')
  await untilHealth(stage.api, id, 'healthy', 60_000)
  await using connections = new AsyncDisposableStack()
  const pool = (origin: string, socketPath?: string): Pool =>
    connections.adopt(new Pool(origin, { connections: 32, ...(socketPath && { socketPath }) }), (one) => one.close())
  const engine = pool('http://engine', stage.socketPath)
  const gateway = pool(stage.both.gatewayUrl)
  const reads = readsOf(stage, { engine, gateway, id })

  const { overhead50, overhead99 } = await overheadOf(reads.health, requests, say)
  const rates = new Map<string, number[]>()
  const note = (key: string, rate: number): void => void rates.set(key, [...(rates.get(key) ?? []), rate])
  const apart = readsApart(stage, { engine, gateway, id })
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, contenders] of Object.entries(reads))
      for (const clients of clientCounts)
        for (const who of contestants) note(`${name} ${clients} ${who}`, await rateOf(contenders[who], clients))
    for (const who of ['gateway', 'direct'] as const) note(`apart ${who}`, await rateOf(apart[who], 32))
  }
  const middle = (key: string): number => percentile(rates.get(key) ?? [], 0.5)
  for (const name of Object.keys(reads))
    for (const clients of clientCounts)
      say(
        `${name.padEnd(7)} ${String(clients).padStart(2)} clients, per second: ` +
          contestants.map((who) => `${who} ${Math.round(middle(`${name} ${clients} ${who}`))}`).join(', '),
      )
  const [gatewayApart, directApart] = [middle('apart gateway'), middle('apart direct')]
  say(
    `logs, 32 clients of which no two share a call: gateway ${Math.round(gatewayApart)}, direct ${Math.round(directApart)}, ` +
      `which is ${rounded(gatewayApart / directApart)} of it`,
  )
  const at32 = (who: string): number =>
    Object.keys(reads).reduce((product, name) => product * middle(`${name} 32 ${who}`), 1) **
    (1 / Object.keys(reads).length)

  const pid = stage.both.process('gateway').pid
  const before = rssOf(pid)
  await sendMany(reads.health.gateway, soak, (sent) => say(`memory: ${rssOf(pid)} MB after ${sent}/${soak} requests`))
  const after = rssOf(pid)
  say(`memory: ${before} MB before them, ${after} MB after`)
  await amongMany(stage, apart.gateway, say)
  return {
    overhead_p50_ms: overhead50,
    overhead_p99_ms: overhead99,
    throughput_vs_direct: rounded(at32('gateway') / at32('direct')),
    throughput_vs_cli: rounded(at32('gateway') / at32('cli')),
    rss_mb: after,
  }
}

/** What the same reads cost where the gateway knows hundreds of containers besides. */
async function amongMany(stage: Stage, work: Work, say: (text: string) => void): Promise<void> {
  const alone = await rateOf(work, 32)
  const labels = { 'devops-ai.test': 'bench' }
  for (let place = 0; place < others; place += 1)
    await createContainer(stage.api, { name: `other-${place}`, image: stage.image, labels, cmd: ['true'] })
  const among = await rateOf(work, 32)
  say(
    `the same logs, per second: ${Math.round(alone)} with one container, ${Math.round(among)} among ${others} others, ` +
      `which is ${rounded(among / alone)} of it`,
  )
}

interface Lines {
  readonly engine: Pool
  readonly gateway: Pool
  readonly id: string
}

/** The same read both ways. */
function bothWays(stage: Stage, { engine, gateway }: Pick<Lines, 'engine' | 'gateway'>) {
  const headers = { authorization: `Bearer ${stage.both.tokens.operator}`, 'content-type': 'application/json' }
  return {
    direct:
      (path: string): Work =>
      async () => {
        const answer = await engine.request({ method: 'GET', path: `/v1.41${path}` })
        await answer.body.text()
      },
    through: (intent: string): Work => {
      const body = JSON.stringify({
        source_id: 'operator',
        target_resource: { name: 'bench' },
        action_request: { intent },
      })
      return async () => {
        const answer = await gateway.request({ method: 'POST', path: '/execute-docker-command', headers, body })
        const text = await answer.body.text()
        if (answer.statusCode !== 200) throw new Error(`the gateway answered ${answer.statusCode}: ${text}`)
      }
    },
  }
}

function readsOf(stage: Stage, lines: Lines): Readonly<Record<'health' | 'logs' | 'list', Contenders>> {
  const { direct, through } = bothWays(stage, lines)
  const { id } = lines
  const run = promisify(execFile)
  const cli =
    (...args: readonly string[]): Work =>
    async () =>
      void (await run('docker', ['-H', `unix://${stage.socketPath}`, ...args]))
  return {
    health: {
      direct: direct(`/containers/${id}/json`),
      gateway: through('check if service is healthy'),
      cli: cli('inspect', '--format', '{{json .State}}', 'bench'),
    },
    logs: {
      direct: direct(`/containers/${id}/logs?stdout=1&stderr=1&tail=100`),
      gateway: through('show the last 100 log lines'),
      cli: cli('logs', '--tail', '100', 'bench'),
    },
    list: { direct: direct('/containers/json'), gateway: through('list running containers'), cli: cli('ps') },
  }
}

/** Logs of another length each time. */
function readsApart(stage: Stage, lines: Lines): Omit<Contenders, 'cli'> {
  const { direct, through } = bothWays(stage, lines)
  const lengths = Array.from({ length: 64 }, (_, place) => 100 + place)
  return {
    direct: roundRobin(lengths.map((tail) => direct(`/containers/${lines.id}/logs?stdout=1&stderr=1&tail=${tail}`))),
    gateway: roundRobin(lengths.map((tail) => through(`show the last ${tail} log lines`))),
  }
}

function roundRobin(works: readonly Work[]): Work {
  let sent = 0
  return async () => {
    await works[sent++ % works.length]?.()
  }
}

/** One client, one request at a time, direct and through the gateway in turn. */
async function overheadOf(
  { direct, gateway }: Contenders,
  requests: number,
  say: (text: string) => void,
): Promise<{ readonly overhead50: number; readonly overhead99: number }> {
  const times = { direct: new Array<number>(), gateway: new Array<number>() }
  const warmUp = Math.min(300, requests)
  for (let round = -warmUp; round < requests; round += 1) {
    const [one, other] = [await timed(direct), await timed(gateway)]
    if (round < 0) continue
    times.direct.push(one)
    times.gateway.push(other)
    if ((round + 1) % 250 === 0) say(`overhead: ${round + 1}/${requests}`)
  }
  const difference = (share: number): number =>
    rounded(percentile(times.gateway, share) - percentile(times.direct, share))
  return { overhead50: difference(0.5), overhead99: difference(0.99) }
}

async function timed(work: Work): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Requests per second of so many clients that each send one after the other. */
async function rateOf(work: Work, clients: number): Promise<number> {
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - begun < roundMs) {
        await work()
        done += 1
      }
    }),
  )
  return (done * 1_000) / (performance.now() - begun)
}

async function sendMany(work: Work, count: number, passed: (sent: number) => void): Promise<void> {
  let sent = 0
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (sent < count) {
        sent += 1
        if (sent % 20_000 === 0) passed(sent)
        await work()
      }
    }),
  )
}

/** What the kernel counts for the process, in megabytes. */
const rssOf = (pid: number): number =>
  Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

const rounded = (value: number): number => Math.round(value * 100) / 100
