import {
  gatewayClient,
  IncidentDetail,
  IncidentList,
  type GatewayClient,
  type IncidentSummary,
} from '@devops-ai/contract'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import type { z } from 'zod'
import { freePort } from '../ports.ts'
import { startProcess, type OutputLine, type RunningProcess } from '../process.ts'
import { startService } from '../service.ts'
import { until } from '../until.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

export const mains = {
  cli: fromRoot('packages/cli/src/main.ts'),
  gateway: fromRoot('packages/gateway/src/main.ts'),
  agent: fromRoot('packages/agent/src/main.ts'),
} as const

type Service = 'gateway' | 'agent'

export interface BothOptions {
  readonly engineUrl: string
  /** Only containers with this label exist for the gateway. */
  readonly onlyLabel: string
  /** Where the configuration is written; a folder that does not exist. Otherwise a new one, removed at the end. */
  readonly dir?: string
  /** Settings that differ from the generated ones. */
  readonly set?: Readonly<Record<string, string>>
  readonly escalationUrl?: string
  readonly databaseUrl?: string
  /** Another entry file, e.g. one with failpoints around the same service. */
  readonly entries?: Readonly<Partial<Record<Service, string>>>
  /** More environment for one service. */
  readonly env?: Readonly<Partial<Record<Service, Readonly<Record<string, string>>>>>
  readonly onLine?: (service: Service, line: OutputLine) => void
}

/** Gateway and agent as two processes, configured by `devops-ai init`, and a person's view of both. */
export interface Both extends AsyncDisposable {
  readonly dir: string
  readonly gatewayUrl: string
  readonly agentUrl: string
  /** Tokens of `operator` (a person), of the agent at the gateway and of Alertmanager at the agent. */
  readonly tokens: { readonly operator: string; readonly agent: string; readonly alertmanager: string }
  readonly journalDir: string
  /** The gateway as the operator sees it. */
  readonly gateway: GatewayClient
  readonly process: (service: Service) => RunningProcess
  /** Starts it (again, once it has ended) and waits until it is ready. Throws when it ends instead, or hangs. */
  readonly start: (service: Service, entry?: string) => Promise<void>
  readonly stop: () => Promise<void>
  readonly incidents: () => Promise<readonly IncidentSummary[]>
  readonly incident: (id: string) => Promise<IncidentDetail>
  /** Waits for an incident that fits, looking at `/incidents`. */
  readonly untilIncident: (
    what: string,
    fits: (incident: IncidentSummary) => boolean,
    deadlineMs: number,
  ) => Promise<IncidentDetail>
  /** Runs the `devops-ai` command with this configuration; resolves with its output. */
  readonly cli: (
    ...args: readonly string[]
  ) => Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
}

/** Settings that make a test quick: what a person would set for a small shop. */
export const quick = {
  AGENT_STABLE_SECONDS: '2',
  AGENT_VERIFY_SECONDS: '30',
  AGENT_RECHECK_SECONDS: '1',
  AGENT_LOOK_AGAIN_SECONDS: '2',
  AGENT_COOLDOWN_SECONDS: '0',
  AGENT_SERVICE_CHANGES_PER_HOUR: '1000',
  AGENT_ENGINE_CHANGES_PER_HOUR: '100000',
  AGENT_DEPLOY_GRACE_SECONDS: '0',
  GATEWAY_START_GRACE_SECONDS: '3',
} as const

/** Only what hangs takes so long, also on a machine that does other things; what ends is noticed at once. */
const startDeadlineMs = 120_000

export async function startBoth(options: BothOptions): Promise<Both> {
  const both = await prepareBoth(options)
  try {
    await both.start('gateway')
    await both.start('agent')
    return both
  } catch (error) {
    await both.stop()
    throw error
  }
}

/** Writes the configuration without starting anything. */
export async function prepareBoth(options: BothOptions): Promise<Both> {
  const parent = options.dir === undefined ? await mkdtemp(join(tmpdir(), 'devops-ai-')) : null
  const dir = options.dir ?? join(parent ?? '', 'configuration')
  const listens = { gateway: `127.0.0.1:${await freePort()}`, agent: `127.0.0.1:${await freePort()}` }
  const set = Object.entries({ ...quick, ...options.set }).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  const init = await run(mains.cli, [
    'init',
    ...['--dir', dir, '--engine', options.engineUrl, '--only-label', options.onlyLabel],
    ...['--gateway-listen', listens.gateway, '--agent-listen', listens.agent],
    ...['--database-url', options.databaseUrl ?? 'embedded', '--escalation-url', options.escalationUrl ?? ''],
    ...set,
  ])
  if (init.code !== 0) throw new Error(`devops-ai init: ${init.stderr}`)

  const tokens = await tokensOf(dir)
  const gatewayUrl = `http://${listens.gateway}`
  const agentUrl = `http://${listens.agent}`
  const processes = new Map<Service, RunningProcess>()

  const process = (service: Service): RunningProcess => {
    const running = processes.get(service)
    if (!running) throw new Error(`the ${service} was not started`)
    return running
  }
  const start = async (service: Service, entry?: string): Promise<void> => {
    const running = await startService(service, entry ?? options.entries?.[service] ?? mains[service], {
      args: ['--env', join(dir, `${service}.env`)],
      cwd: dir,
      env: { ...options.env?.[service] },
      onLine: (line) => options.onLine?.(service, line),
    })
    processes.set(service, running)
    await running.waitForLine(/ ready on http:/, startDeadlineMs)
  }
  const stop = async (): Promise<void> => {
    await processes.get('agent')?.stop(15_000)
    await processes.get('gateway')?.stop(15_000)
    await forgetDatabase(dir)
    if (parent !== null) await rm(parent, { recursive: true, force: true })
  }
  const ask = async <S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> => {
    const response = await fetch(new URL(path, agentUrl), { headers: { authorization: `Bearer ${tokens.operator}` } })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return schema.parse(await response.json())
  }
  const incidents = async () => (await ask('/incidents', IncidentList)).incidents
  const incident = (id: string) => ask(`/incidents/${id}`, IncidentDetail)

  return {
    dir,
    gatewayUrl,
    agentUrl,
    tokens,
    journalDir: join(dir, 'journal'),
    gateway: gatewayClient({ baseUrl: gatewayUrl, token: tokens.operator, timeoutMs: 60_000, fetch }),
    process,
    start,
    stop,
    incidents,
    incident,
    untilIncident: async (what, fits, deadlineMs) => {
      const found = await until(async () => (await incidents()).find(fits), { what, deadlineMs, everyMs: 50 })
      return incident(found.id)
    },
    cli: (...args) => run(mains.cli, args, { DEVOPS_AI_DIR: dir }),
    [Symbol.asyncDispose]: stop,
  }
}

/**
 * Removes the embedded database of a configuration. As root its data live outside a closed folder, behind a link; there is
 * nothing to do where the agent never made one.
 */
export async function forgetDatabase(dir: string): Promise<void> {
  const home = await databaseHome(dir)
  if (home !== null) await rm(home, { recursive: true, force: true })
}

/** Where the embedded database of a configuration really lives; null when there is none. */
export const databaseHome = (dir: string): Promise<string | null> =>
  realpath(join(dir, 'data', 'postgres')).catch(() => null)

async function run(main: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  await using running = await startProcess({ name: main, command: process.execPath, args: [main, ...args], env })
  const { code } = await running.exited
  const text = (stream: OutputLine['stream']): string =>
    running.lines
      .filter((line) => line.stream === stream)
      .map((line) => line.text)
      .join('\n')
  return { code, stdout: text('stdout'), stderr: text('stderr') }
}

async function tokensOf(dir: string): Promise<Both['tokens']> {
  const read = async (name: string) => readFile(join(dir, name), 'utf8')
  const wanted = (value: string | undefined, what: string): string => {
    if (!value) throw new Error(`init wrote no ${what}`)
    return value
  }
  return {
    operator: wanted(parseEnv(await read('cli.env'))['DEVOPS_AI_TOKEN'], 'DEVOPS_AI_TOKEN'),
    agent: wanted(parseEnv(await read('agent.env'))['AI_COMMAND_GATEWAY_TOKEN'], 'AI_COMMAND_GATEWAY_TOKEN'),
    alertmanager: wanted(/credentials: (\S+)/.exec(await read('alertmanager-receiver.yml'))?.[1], 'Alertmanager token'),
  }
}
