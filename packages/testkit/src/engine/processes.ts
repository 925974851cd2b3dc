import { readdir, readFile } from 'node:fs/promises'
import { until } from '../until.ts'

export interface ProcessFacts {
  readonly pid: number
  readonly parent: number
  readonly zombie: boolean
  /** In clock ticks since boot: with the pid it names one process for ever. */
  readonly startTime: string
  readonly commandLine: string
}

/** What /proc says of a process; `undefined` when it is gone. */
export async function processFacts(pid: number): Promise<ProcessFacts | undefined> {
  const [stat, commandLine] = await Promise.all(
    ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => undefined)),
  )
  // The command's name in parentheses may hold anything, blanks and parentheses included.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parent, startTime] = [fields?.[0], fields?.[1], fields?.[19]]
  if (state === undefined || parent === undefined || startTime === undefined || commandLine === undefined)
    return undefined
  return {
    pid,
    parent: Number(parent),
    zombie: state === 'Z',
    startTime,
    commandLine: commandLine.replaceAll('\0', ' ').trim(),
  }
}

async function allProcesses(): Promise<readonly ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const facts = await Promise.all(pids.map(processFacts))
  return facts.filter((process) => process !== undefined).filter(({ zombie }) => !zombie)
}

/** Pids of the processes that work in the folder by their command line, and of all that these started. */
export async function processesOf(dir: string): Promise<readonly number[]> {
  const all = await allProcesses()
  const mine = new Set(all.filter(({ commandLine }) => commandLine.includes(`${dir}/`)).map(({ pid }) => pid))
  mine.delete(process.pid)
  for (let before = -1; before !== mine.size;) {
    before = mine.size
    for (const { pid, parent } of all) if (mine.has(parent)) mine.add(pid)
  }
  return [...mine]
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

const running = async (pid: number): Promise<boolean> => (await processFacts(pid))?.zombie === false

/** Waits until the process is gone. */
export async function untilGone(pid: number, deadlineMs: number): Promise<void> {
  await until(async () => !(await running(pid)), { what: `process ${pid} to end`, deadlineMs })
}
