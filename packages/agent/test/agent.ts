import { gatewayClient, IncidentDetail, IncidentList, type Sender, SourceId, Sha256 } from '@devops-ai/contract'
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startAgent, type RunningAgent } from '../src/agent.ts'
import type { AgentConfig } from '../src/config.ts'
import type { TellingSettings } from '../src/notify/settings.ts'
import type { Clock, Log } from '../src/ports.ts'
import type { ScriptedGateway } from './scripted-gateway.ts'

export { migrated, testPostgres } from './postgres.ts'

export const realClock: Clock = {
  now: () => new Date(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Speaks to the agent's database behind its back, and gives the rows of one statement. */
export async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

export const tokens = { watch: 'watch-token', prometheus: 'prometheus-token', ada: 'ada-token' }
const sender = (id: string, kind: Sender['kind'], token: string): Sender => ({
  id: SourceId.parse(id),
  kind,
  token_sha256: Sha256.parse(createHash('sha256').update(token).digest('hex')),
})
export const senders = [
  sender('watch', 'alerts', tokens.watch),
  sender('prometheus', 'alerts', tokens.prometheus),
  sender('ada', 'person', tokens.ada),
]

export interface TestAgent extends AsyncDisposable {
  readonly url: string
  readonly log: string[]
  post(alerts: readonly object[], token?: string): Promise<Response>
  get(path: string, token?: string): Promise<Response>
  incidents(): Promise<IncidentList['incidents']>
  incident(id: string): Promise<IncidentDetail>
  /** The only incident there is, once it is in that phase. */
  settled(phase: string): Promise<IncidentDetail>
}

/** Nobody is told but the log. */
export const quiet: TellingSettings = {
  webhook: null,
  slack: null,
  mail: null,
  firstRepeatSeconds: 300,
  longestRepeatSeconds: 3_600,
}

export const configOf = (
  gateway: Pick<ScriptedGateway, 'url' | 'token'>,
  more: Partial<AgentConfig> = {},
): AgentConfig => ({
  gateway: { url: gateway.url, timeoutSeconds: 2, sourceId: SourceId.parse('devops-ai-agent'), token: gateway.token },
  listen: { host: '127.0.0.1', port: 0 },
  databaseUrl: 'embedded',
  dataDir: '/nowhere',
  sendersPath: '/nowhere',
  model: null,
  targetLabels: ['container_id', 'container', 'name', 'service'],
  limits: { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 3, waitSeconds: 30, lookAgainSeconds: 1 },
  admission: {
    changesPerHour: { service: 20, engine: 1_000 },
    ...{ coolDownSeconds: 0, deployGraceSeconds: 0, alertmanagerUrl: null },
  },
  stableSeconds: 0,
  recheckSeconds: 1,
  operationDeadlineSeconds: 20,
  groupSeconds: 60,
  massExit: { containers: 5, seconds: 10 },
  storm: { incidents: 1_000_000, windowSeconds: 60, changesAtOnce: 100 },
  prometheus: null,
  telling: quiet,
  retention: { days: 30, incidents: 10_000 },
  deadMan: null,
  logLevel: 'info',
  ...more,
})

export interface TestAgentDeps {
  /** The real one unless told. */
  readonly clock?: Clock
  /** Where the client really goes, and how long it waits for an answer, where the configuration shall not know. */
  readonly client?: { readonly url: string; readonly timeoutSeconds: number }
}

export async function testAgent(
  gateway: ScriptedGateway,
  databaseUrl: string,
  more: Partial<AgentConfig> = {},
  deps: TestAgentDeps = {},
): Promise<TestAgent> {
  const config = configOf(gateway, more)
  const lines: string[] = []
  const note = (sentence: string, fields?: object): void =>
    void lines.push(fields && 'stack' in fields ? `${sentence} ${String(fields.stack)}` : sentence)
  const log: Log = { info: note, warn: note, error: note }
  const { url, timeoutSeconds } = deps.client ?? config.gateway
  const gatewayAs = (token: string, timeoutMs: number) => gatewayClient({ baseUrl: url, token, timeoutMs, fetch })
  const agent: RunningAgent = await startAgent({
    ...{ config, senders, databaseUrl, log, newId: randomUUID, clock: deps.clock ?? realClock },
    gateway: gatewayAs(config.gateway.token, timeoutSeconds * 1_000),
    gatewayAs,
  })
  const get = (path: string, token = tokens.ada) =>
    fetch(agent.url + path, { headers: { authorization: `Bearer ${token}` } })
  const incidents = async () => IncidentList.parse(await (await get('/incidents')).json()).incidents
  const incident = async (id: string) => IncidentDetail.parse(await (await get(`/incidents/${id}`)).json())
  return {
    ...{ url: agent.url, log: lines, get, incidents, incident },
    post: (alerts, token = tokens.watch) =>
      fetch(`${agent.url}/webhook/alerts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ version: '4', status: 'firing', receiver: 'agent', alerts }),
      }),
    async settled(phase) {
      const [first] = await waitFor(
        `an incident that is ${phase}`,
        async () => {
          const all = await incidents()
          return all.length > 0 && all.every((one) => one.phase === phase) ? all : null
        },
        () => lines.slice(-30).join('\n'),
      )
      return incident(first?.id ?? '')
    },
    [Symbol.asyncDispose]: () => agent.close(),
  }
}

/** Looks until there is something, at most 45 s: only what hangs takes so long. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null>,
  words: () => string = () => '',
): Promise<T> {
  const end = performance.now() + 45_000
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > end) throw new Error(`waited in vain for ${what}\n${words()}`)
    await pause(20)
  }
}

export const firing = (service: string, more: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'ContainerUnhealthy', severity: 'critical', service },
  annotations: { summary: `${service} is unhealthy` },
  startsAt: '2026-01-01T01:00:00.000Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'aaaaaaaaaaaaaaaa',
  ...more,
})
