import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'

export interface Typed {
  readonly environment?: Terminal['environment']
  readonly cwd?: string
  readonly input?: readonly (string | Uint8Array)[]
}

/** Runs one command as if it had been typed; resolves with the lines that it printed, rejects with its complaint. */
export async function typed(
  command: (terminal: Terminal) => Command,
  args: readonly string[],
  { environment = {}, cwd = '/nowhere', input = [] }: Typed = {},
): Promise<readonly string[]> {
  const lines: string[] = []
  const terminal: Terminal = {
    out: (text) => void lines.push(...text.split('\n')),
    error: (text) => void lines.push(text),
    input: (async function* () {
      yield* input
    })(),
    environment,
    cwd,
    read: (path) => readFileSync(path, 'utf8'),
  }
  await command(terminal)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync([...args], { from: 'user' })
  return lines
}
