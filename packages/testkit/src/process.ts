import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { until } from './until.ts'

export interface ProcessOptions {
  /** How messages call it, e.g. `gateway`. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** The whole environment but PATH: nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Called with each line as it comes. */
  readonly onLine?: (line: OutputLine) => void
}

export interface OutputLine {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningProcess extends AsyncDisposable {
  readonly pid: number
  readonly lines: readonly OutputLine[]
  /** Fulfilled when the process has ended and all its output is read. Never rejects. */
  readonly exited: Promise<Exit>
  /** The first line, past ones included, that matches. Throws with the last lines when it ends first or is too late. */
  readonly waitForLine: (pattern: RegExp, deadlineMs: number) => Promise<string>
  readonly kill: (signal: NodeJS.Signals) => void
  /** SIGTERM, and SIGKILL after `graceMs` (5 s unless told). */
  readonly stop: (graceMs?: number) => Promise<Exit>
}

/** Starts a program. Throws when it cannot be started. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(options.command, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  await once(child, 'spawn')
  const pid = child.pid
  if (pid === undefined) throw new Error(`${options.name} has no process id`)

  const lines: OutputLine[] = []
  const keep = (stream: OutputLine['stream'], source: Readable): void => {
    createInterface({ input: source }).on('line', (text) => {
      lines.push({ stream, text })
      options.onLine?.({ stream, text })
    })
  }
  keep('stdout', child.stdout)
  keep('stderr', child.stderr)

  let exit: Exit | undefined
  const exited = once(child, 'close').then((): Exit => {
    exit = { code: child.exitCode, signal: child.signalCode }
    return exit
  })
  const lastWords = (): string =>
    lines
      .slice(-15)
      .map(({ text }) => text)
      .join('\n')

  const waitForLine = (pattern: RegExp, deadlineMs: number): Promise<string> =>
    until(
      () => {
        const line = lines.find(({ text }) => pattern.test(text))
        if (line) return line.text
        if (exit)
          throw new Error(
            `${options.name} ended with ${exit.code ?? exit.signal} before a line ${pattern}:\n${lastWords()}`,
          )
        return undefined
      },
      { what: `a line ${pattern} of ${options.name}`, deadlineMs },
    ).catch((error: unknown) => {
      throw exit ? error : new Error(`${String(error)}; its last lines:\n${lastWords()}`, { cause: error })
    })

  const stop = async (graceMs = 5_000): Promise<Exit> => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    const end = await exited
    clearTimeout(timer)
    return end
  }

  return {
    pid,
    lines,
    exited,
    waitForLine,
    kill: (signal) => void child.kill(signal),
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}

/** Starts a TypeScript or JavaScript file with this Node. */
export const startNode = (main: string, options: Omit<ProcessOptions, 'command'>): Promise<RunningProcess> =>
  startProcess({ ...options, command: process.execPath, args: [main, ...options.args] })
