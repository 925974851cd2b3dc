import { gatewayClient, IncidentList } from '@devops-ai/contract'
import { until } from '@devops-ai/testkit'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { startAgent } from '../../packages/agent/src/agent.ts'
import { configOf, firing, query, senders, testPostgres, tokens } from '../../packages/agent/test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../packages/agent/test/scripted-gateway.ts'
import { leapingClock } from './leaping-clock.ts'

const services = 8
const stepMs = 15 * 60_000
const stepsOfADay = (24 * 3_600_000) / stepMs
const days = 2
const tables = ['alerts', 'incidents', 'events', 'effects'] as const

interface Size {
  readonly rows: number
  readonly database_mb: number
  readonly rss_mb: number
}

/**
 * A day of incidents on a clock that leaps: every quarter of an hour the services of a shop hang and are repaired. Rows, bytes
 * and memory are told every six hours. What has changed something is kept for a day whatever the retention says, since budgets
 * count it: so a second day shows that the size is bounded. The process is this one, scripted gateway included.
 */
export async function benchDay(say: (text: string) => void): Promise<void> {
  await using postgres = await testPostgres()
  await using gateway = await scriptedGateway()
  const names = Array.from({ length: services }, (_, index) => `s${index}`)
  const databaseUrl = await postgres.fresh()
  const clock = leapingClock()
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const config = { ...configOf(gateway), retention: { days: 1, incidents: 100 } }
  const gatewayAs = (token: string, timeoutMs: number) =>
    gatewayClient({ baseUrl: gateway.url, token, timeoutMs, fetch })
  const agent = await startAgent({
    ...{ config, senders, databaseUrl, clock, log: quiet, newId: randomUUID, gatewayAs },
    gateway: gatewayAs(config.gateway.token, config.gateway.timeoutSeconds * 1_000),
  })
  try {
    for (let step = 1; step <= stepsOfADay * days; step += 1) {
      for (const name of names) contain(gateway, name, unhealthy())
      await quarter(agent.url, names, clock.now())
      clock.leap(stepMs)
      if (step % (stepsOfADay / 4) === 0)
        say(`hour ${(step * stepMs) / 3_600_000}: ${sentence(await sizeOf(databaseUrl))}`)
    }
  } finally {
    await agent.close()
  }
}

async function quarter(url: string, names: readonly string[], now: Date): Promise<void> {
  const alerts = names.map((name) => firing(name, { fingerprint: name, startsAt: now.toISOString() }))
  const headers = { authorization: `Bearer ${tokens.watch}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ version: '4', status: 'firing', receiver: 'agent', alerts })
  const answer = await fetch(`${url}/webhook/alerts`, { method: 'POST', headers, body })
  if (answer.status !== 202) throw new Error(`the agent answered ${answer.status}: ${await answer.text()}`)
  await until(
    async () => {
      const list = await fetch(`${url}/incidents?limit=${names.length}`, {
        headers: { authorization: `Bearer ${tokens.ada}` },
      })
      const { incidents } = IncidentList.parse(await list.json())
      return (
        incidents.length === names.length &&
        incidents.every(({ phase, opened_at }) => phase === 'resolved' && Date.parse(opened_at) >= now.getTime())
      )
    },
    { what: 'the incidents of a quarter of an hour to be resolved', deadlineMs: 120_000, everyMs: 50 },
  )
}

const Bytes = z.tuple([z.object({ bytes: z.coerce.number() })])
const Count = z.tuple([z.object({ rows: z.int() })])

async function sizeOf(url: string): Promise<Size> {
  const [{ bytes }] = Bytes.parse(await query(url, 'select pg_database_size(current_database()) as bytes'))
  const counts = await Promise.all(
    tables.map(async (table) => Count.parse(await query(url, `select count(*)::int as rows from ${table}`))[0].rows),
  )
  return {
    rows: counts.reduce((sum, rows) => sum + rows),
    database_mb: Math.round(bytes / 1e6),
    rss_mb: Math.round(process.memoryUsage.rss() / 1e6),
  }
}

const sentence = ({ rows, database_mb, rss_mb }: Size): string =>
  `${rows} rows, ${database_mb} MB of database, ${rss_mb} MB of process`
