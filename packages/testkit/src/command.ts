import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface CommandResult {
  /** `null` when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end and collects what it wrote. Throws only when it cannot be started. */
export async function runCommand(command: string, args: readonly string[], env = process.env): Promise<CommandResult> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const outputs = Promise.all([text(child.stdout), text(child.stderr)])
  await once(child, 'close')
  const [stdout, stderr] = await outputs
  return { code: child.exitCode, stdout, stderr }
}

/** As `runCommand`; throws with the command's own words when its exit code is not 0. */
export async function mustRun(command: string, args: readonly string[]): Promise<string> {
  const result = await runCommand(command, args)
  if (result.code === 0) return result.stdout
  throw new Error(`${[command, ...args].join(' ')} ended with ${result.code}: ${result.stderr.trim()}`)
}

/** Is there such a command on PATH or in the system's sbin folders? */
export async function commandExists(name: string): Promise<boolean> {
  const path = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`
  const found = await runCommand('/bin/sh', ['-c', 'command -v "$1"', 'sh', name], { PATH: path })
  return found.code === 0
}
