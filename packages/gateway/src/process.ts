import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { withoutSecrets } from '@devops-ai/gateway-telemetry'
import { knownSecrets, redaction } from '@devops-ai/redaction'
import { pino } from 'pino'
import type { Adapters } from './assemble.ts'
import { parseSettings, readSettingsFile } from '@devops-ai/gateway-settings'
import { type RunningGateway, startGateway } from './start.ts'

type Host = Pick<NodeJS.Process, 'argv' | 'env' | 'on' | 'exit' | 'stdout' | 'stderr'>

/** Runs the gateway as a process: settings, start, signals, end. All problems go to stderr at once, with exit code 1. */
export async function runGateway(host: Host, adapters: Adapters): Promise<void> {
  const fail = (problems: readonly string[]): never => {
    for (const problem of problems) host.stderr.write(`gateway: ${problem}\n`)
    return host.exit(1)
  }
  const path = settingsPath(host.argv.slice(2))
  if (path === null) return fail(['expected the settings file: main.ts --env <gateway.env>'])
  const file = readSettingsFile(path)
  const settings = parseSettings({
    environment: host.env,
    file: file.pairs,
    readFile: (secret) => readFileSync(secret, 'utf8'),
  })
  if (!settings.ok) return fail([...file.problems, ...settings.problems])
  if (file.problems.length > 0) return fail(file.problems)
  // Written behind the work and many lines at once, at most a twentieth of a second later; what waits is written at the end too.
  const secrets = knownSecrets()
  const hooks = { logMethod: withoutSecrets(secrets.hide, redaction(secrets.hide).text) }
  const log = pino(
    { level: settings.config.logLevel, hooks },
    pino.destination({ dest: 1, sync: false, minLength: 8_192, periodicFlush: 50 }),
  )
  const surroundings = { adapters, log, secrets, now: () => new Date(), stopwatch: () => performance.now() }
  const started = await startGateway(settings.config, surroundings).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false as const, problems: [reason] }
  })
  if (!started.ok) return fail(started.problems)
  host.stdout.write(`gateway ready on ${started.running.url}\n`)
  endOnSignal(host, started.running)
}

function settingsPath(args: readonly string[]): string | null {
  try {
    return parseArgs({ args: [...args], options: { env: { type: 'string' } } }).values.env ?? null
  } catch {
    return null
  }
}

/** The first signal asks for an orderly end; further ones change nothing. */
function endOnSignal(host: Host, running: RunningGateway): void {
  let ending = false
  const end = (): void => {
    if (ending) return
    ending = true
    void running.close().then(
      () => host.exit(0),
      (error: unknown) => {
        host.stderr.write(`gateway: could not end in order: ${String(error)}\n`)
        host.exit(1)
      },
    )
  }
  host.on('SIGTERM', end)
  host.on('SIGINT', end)
}
