import { startService, type RunningProcess } from '@devops-ai/testkit'
import { join, resolve } from 'node:path'
import { root } from './run.ts'

/** Both services, configured by `gateway.env` and `agent.env` of one folder: the argument, DEVOPS_AI_DIR, or this one. */
const dir = resolve(process.argv[2] ?? process.env['DEVOPS_AI_DIR'] ?? '.')
const readyDeadlineMs = 60_000
const stopGraceMs = 30_000

// The real environment wins over the file, so the services get all of it.
const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])))

const start = (name: 'gateway' | 'agent'): Promise<RunningProcess> =>
  startService(name, join(root, 'packages', name, 'src', 'main.ts'), {
    args: ['--env', join(dir, `${name}.env`)],
    env,
    onLine: ({ stream, text }) => void process[stream].write(`${name} | ${text}\n`),
  })

const started: RunningProcess[] = []
const stopAll = async (): Promise<void> => {
  for (const running of started.toReversed()) await running.stop(stopGraceMs)
}
let asked = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    asked = true
    void stopAll()
  })
}

try {
  for (const name of ['gateway', 'agent'] as const) {
    const running = await start(name)
    started.push(running)
    await running.waitForLine(/ ready on http:/, readyDeadlineMs)
  }
  // Neither is of use without the other: where one ends, both do.
  await Promise.race(started.map(({ exited }) => exited))
} catch (error) {
  if (!asked) process.stderr.write(`up: ${error instanceof Error ? error.message : String(error)}\n`)
}
await stopAll()
process.exitCode = asked ? 0 : 1
