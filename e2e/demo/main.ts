import process from 'node:process'
import { breakRunning } from './break.ts'
import { takeDown } from './down.ts'
import { parseOptions, usage } from './options.ts'
import { runDemo } from './run.ts'
import { jsonTeller, terminalTeller } from './tell.ts'

const options = parseOptions(process.argv.slice(2))
if (!options.ok) {
  process.stderr.write(`${options.detail}\n${usage}\n`)
  process.exit(2)
}

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort())

const write = (text: string): void => void process.stdout.write(`${text}\n`)
const tell = options.json ? jsonTeller(write) : terminalTeller(write)

try {
  switch (options.command) {
    case 'run':
      process.exitCode = await runDemo(options, tell, interrupted.signal)
      break
    case 'break':
      process.exitCode = await breakRunning(options.fault, tell)
      break
    case 'down':
      process.exitCode = await takeDown(tell)
      break
  }
} catch (error) {
  const interruption = interrupted.signal.aborted
  if (!interruption) process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = interruption ? 130 : 1
}
