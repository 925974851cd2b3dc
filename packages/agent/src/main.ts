import { gatewayClient, SendersFile } from '@devops-ai/contract'
import { randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { parseArgs, parseEnv } from 'node:util'
import { z } from 'zod'
import { startAgent, type RunningAgent } from './agent.ts'
import { whyGatewayUnfit } from './check-gateway.ts'
import { readConfig, type AgentConfig } from './config.ts'
import { logTo } from './log.ts'
import { sentenceOf, type Clock } from './ports.ts'
import { startPostgres, type EmbeddedPostgres } from './postgres/index.ts'

/** The process: arguments, environment, files, signals and exit code. Nothing else of the agent knows of them. */

const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** A reason not to start, for the person who tried. */
class CannotStart extends Error {}

function configFrom(path: string): AgentConfig {
  const mode = statSync(path).mode & 0o077
  if (mode !== 0) throw new CannotStart(`${path} holds secrets and others may read it: chmod 600 ${path}`)
  const file = parseEnv(readFileSync(path, 'utf8'))
  const settings = readConfig({ environment: process.env, file, readFile: (name) => readFileSync(name, 'utf8') })
  if (!settings.ok) throw new CannotStart(settings.problems.join('\n'))
  return settings.config
}

function sendersFrom(path: string): SendersFile['senders'] {
  const parsed = SendersFile.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new CannotStart(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data.senders
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { env: { type: 'string' } } })
  if (values.env === undefined) throw new CannotStart('expected --env <file>, e.g. --env agent.env')
  const config = configFrom(values.env)
  const senders = sendersFrom(config.sendersPath)
  const log = logTo(1, config.logLevel)
  const { url, token, timeoutSeconds } = config.gateway
  const gatewayAs = (token: string, timeoutMs: number) => gatewayClient({ baseUrl: url, token, timeoutMs, fetch })
  const gateway = gatewayAs(token, timeoutSeconds * 1_000)
  const unfit = await whyGatewayUnfit(gateway, config.gateway)
  if (unfit !== null) throw new CannotStart(unfit)

  let agent: RunningAgent | null = null
  let postgres: EmbeddedPostgres | null = null
  const starting = new AbortController()
  const stop = async (): Promise<never> => {
    starting.abort()
    try {
      await agent?.close()
      await postgres?.stop()
    } catch (error) {
      log.error(`the end was not orderly: ${sentenceOf(error)}`)
      process.exit(1)
    }
    process.exit(0)
  }
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      // Ctrl-C reaches the whole group and its leader asks once more: the end under way takes less than 10 s.
      if (stopping) return
      stopping = true
      log.info(`${signal}: finishing the work in hand`)
      void stop()
    })

  try {
    if (config.databaseUrl === 'embedded')
      postgres = await startPostgres({ dataDir: config.dataDir, signal: starting.signal, log })
    const databaseUrl = postgres?.url ?? config.databaseUrl
    agent = await startAgent({
      config,
      senders,
      gateway,
      gatewayAs,
      databaseUrl,
      clock: systemClock,
      newId: randomUUID,
      log,
    })
  } catch (error) {
    await postgres?.stop()
    throw error
  }
  log.line(`agent ready on ${agent.url}`)
}

main().catch((error: unknown) => {
  process.stderr.write(`agent: ${sentenceOf(error)}\n`)
  process.exit(1)
})
