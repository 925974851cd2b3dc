import { readFile, rm, writeFile } from 'node:fs/promises'
import { mustRun, runCommand } from '../command.ts'

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

/** What has no link of its own any more is not sent by the machine's other ways. The file remembers it, whoever takes it back. */
export async function fenceIn(file: string, addresses: string): Promise<void> {
  await writeFile(file, addresses)
  await mustRun('ip', ['route', 'add', 'unreachable', addresses, 'metric', '1000000'])
}

/** Where nothing is fenced in, nothing is done. */
export async function takeFenceAway(file: string): Promise<void> {
  const addresses = await readFile(file, 'utf8').catch(() => '')
  if (addresses !== '') await runCommand('ip', ['route', 'del', 'unreachable', addresses])
  await rm(file, { force: true })
}
