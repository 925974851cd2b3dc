import { writeFile } from 'node:fs/promises'
import { mustRun } from '../command.ts'

/**
 * Makes a network namespace and binds it to the file, by which alone it lives. An engine has one of its own: its bridges,
 * addresses and packet filter rules cannot meet those of the machine or of another engine, and vanish with the namespace.
 */
export async function makeNetwork(file: string): Promise<void> {
  await writeFile(file, '')
  await mustRun('unshare', [`--net=${file}`, 'ip', 'link', 'set', 'lo', 'up'])
}

/** Runs `ip` inside of the namespace. */
export async function ipIn(file: string, ...args: readonly string[]): Promise<void> {
  await mustRun('nsenter', [`--net=${file}`, 'ip', ...args])
}
