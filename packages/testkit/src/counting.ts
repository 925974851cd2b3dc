import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Counts the starts of containers without trusting anybody's word: each start appends a line to a file on the host. */
export interface StartCounter {
  /** To be bound into the container: `binds: { [counter.dir]: '/starts' }`. */
  readonly dir: string
  /** A command that counts its own start and then becomes `cmd`. */
  readonly counting: (name: string, cmd: readonly string[]) => readonly string[]
  readonly starts: (name: string) => Promise<number>
}

export async function startCounter(dir: string): Promise<StartCounter> {
  await mkdir(dir, { recursive: true })
  return {
    dir,
    counting: (name, cmd) => ['sh', '-c', 'echo start >> "/starts/$0"; exec "$@"', name, ...cmd],
    starts: async (name) => {
      const lines = await readFile(join(dir, name), 'utf8').catch(() => '')
      return lines.split('\n').length - 1
    },
  }
}
