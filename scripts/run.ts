import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

// The Node that runs this script also runs its tools, whatever the system has.
const path = [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)

/** Somebody wants us to end: what runs is ended first, and nothing more is begun. */
export class Interrupted extends Error {}

/** Runs a command in the project's root, its output going where ours goes. `null` when a signal ended it. */
export async function run(command: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } })
  let interrupted = false
  const passOn = (signal: NodeJS.Signals): void => {
    interrupted = true
    child.kill(signal)
  }
  process.on('SIGINT', passOn).on('SIGTERM', passOn)
  await once(child, 'close')
  process.off('SIGINT', passOn).off('SIGTERM', passOn)
  if (interrupted) throw new Interrupted()
  return child.exitCode
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
