import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gatewayClient, type GatewayClient } from '@devops-ai/contract'
import { type RunningProcess, startService } from '@devops-ai/testkit'
import { hashToken } from '@devops-ai/gateway-settings'
import { type Death, environmentOf } from './crash/points.ts'

export const tokens = {
  agent: 'agent-token-of-a-test',
  operator: 'operator-token-of-a-test',
  approver: 'approver-token-of-a-test',
} as const

/** A complete configuration in a folder of its own. */
export interface Configured extends AsyncDisposable {
  readonly dir: string
  readonly settings: Readonly<Record<string, string>>
  readonly envFile: string
}

export interface ConfiguredOptions {
  readonly engineUrl: string
  readonly onlyLabel: string
  /** Entries of the engines file beside `local`, the engine of `engineUrl`. */
  readonly more?: readonly object[]
  readonly set?: Readonly<Record<string, string>>
}

/** Writes sources, engines, an empty policy folder and `gateway.env`. */
export async function configured({ engineUrl, onlyLabel, more = [], set }: ConfiguredOptions): Promise<Configured> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-gateway-'))
  const at = (name: string): string => join(dir, name)
  const settings = {
    GATEWAY_LISTEN: '127.0.0.1:0',
    GATEWAY_ENGINES: at('engines.json'),
    GATEWAY_JOURNAL_PATH: at('journal'),
    GATEWAY_POLICY_PATH: at('policies'),
    GATEWAY_SOURCES_PATH: at('sources.json'),
    GATEWAY_PROTECTED: '',
    GATEWAY_ALIASES: '',
    GATEWAY_INTERPRETER: 'offline',
    GATEWAY_COMMAND_TIMEOUT_SECONDS: '20',
    GATEWAY_APPROVAL_SECONDS: '600',
    GATEWAY_SAMPLE_SECONDS: '0',
    GATEWAY_MAX_OUTPUT_BYTES: '65536',
    GATEWAY_WATCH_URL: '',
    GATEWAY_WATCH_TOKEN: '',
    GATEWAY_START_GRACE_SECONDS: '1',
    GATEWAY_RECONCILE_SECONDS: '30',
    GATEWAY_RATE_PER_MINUTE: '10000',
    GATEWAY_MAX_ACTIVE_REQUESTS: '100',
    GATEWAY_LOG_LEVEL: 'info',
    ...set,
  }
  const sources = [
    { id: 'devops-ai-agent', kind: 'service', roles: [], token_sha256: hashToken(tokens.agent) },
    { id: 'operator', kind: 'person', roles: ['operator'], token_sha256: hashToken(tokens.operator) },
    { id: 'approver', kind: 'person', roles: ['operator', 'approver'], token_sha256: hashToken(tokens.approver) },
  ]
  const engine = { name: 'local', url: engineUrl, required: true, stop_timeout_seconds: 5, only_label: onlyLabel }
  await mkdir(at('policies'))
  await writeFile(at('sources.json'), JSON.stringify({ sources }))
  await writeFile(at('engines.json'), JSON.stringify({ engines: [engine, ...more] }))
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(at('gateway.env'), lines.join(''), { mode: 0o600 })
  return {
    dir,
    settings,
    envFile: at('gateway.env'),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

/** A gateway as a process of its own, and its sources' views of it. */
export interface StartedGateway extends AsyncDisposable {
  readonly process: RunningProcess
  readonly url: string
  readonly agent: GatewayClient
  readonly operator: GatewayClient
  /** May approve, and freeze as the operator may. */
  readonly approver: GatewayClient
}

const mains = {
  production: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  failpoints: fileURLToPath(new URL('main-with-failpoints.ts', import.meta.url)),
} as const

/** Starts it and waits until it is ready. With `failAt` it ends itself there later, the first time that it passes. */
export async function started(configuration: Configured, failAt?: Death['at']): Promise<StartedGateway> {
  if (failAt === undefined) return await ready(await launched('production', configuration, {}))
  const doomed = await startedToDie(configuration, { at: failAt, nth: 1 })
  if (!doomed) throw new Error(`the gateway passed "${failAt}" before it was ready`)
  return doomed
}

/** Starts one that ends itself at the point; null when it passes the point before it is ready. */
export async function startedToDie(configuration: Configured, death: Death): Promise<StartedGateway | null> {
  const process = await launched('failpoints', configuration, environmentOf(death))
  const isKilled = process.exited.then(({ signal }) => signal === 'SIGKILL')
  try {
    return await ready(process)
  } catch (error) {
    if (await isKilled) return null
    throw error
  }
}

const launched = (
  main: keyof typeof mains,
  { envFile }: Configured,
  env: Readonly<Record<string, string>>,
): Promise<RunningProcess> => startService('gateway', mains[main], { args: ['--env', envFile], env })

async function ready(process: RunningProcess): Promise<StartedGateway> {
  const end = async (): Promise<void> => void (await process.stop(15_000))
  const line = await process.waitForLine(/^gateway ready on /, 60_000).catch(async (error: unknown) => {
    await end()
    throw error
  })
  const url = line.replace('gateway ready on ', '')
  const clientOf = (token: string): GatewayClient => gatewayClient({ baseUrl: url, token, timeoutMs: 60_000, fetch })
  return {
    process,
    url,
    agent: clientOf(tokens.agent),
    operator: clientOf(tokens.operator),
    approver: clientOf(tokens.approver),
    [Symbol.asyncDispose]: end,
  }
}
