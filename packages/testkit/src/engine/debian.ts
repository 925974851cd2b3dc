import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { commandExists } from '../command.ts'
import { findBusybox } from '../docker/busybox.ts'

/** What a private engine and its images need, and the Debian package that has it. */
const needs = [
  { package: 'docker.io', has: () => commandExists('dockerd') },
  { package: 'busybox-static', has: async () => (await findBusybox()) !== undefined },
  { package: 'iptables', has: () => commandExists('iptables') },
  { package: 'iproute2', has: () => commandExists('ip') },
] as const

export type NeededPackage = (typeof needs)[number]['package']

/** The packages that this machine lacks. */
export async function missingPackages(): Promise<readonly NeededPackage[]> {
  const rows = await Promise.all(needs.map(async (need) => ((await need.has()) ? [] : [need.package])))
  return rows.flat()
}

/** Debian itself or something made from it. */
export async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release) && commandExists('apt-get')
}

/** Installs the packages; everything apt says goes to stderr. Throws when apt fails. */
export async function aptInstall(packages: readonly NeededPackage[]): Promise<void> {
  await apt(['update'])
  await apt(['install', '-y', '--no-install-recommends', ...packages])
}

const apt = async (args: readonly string[]): Promise<void> => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn('apt-get', args, { env, stdio: ['ignore', 2, 2] })
  await once(child, 'close')
  if (child.exitCode !== 0)
    throw new Error(`apt-get ${args.join(' ')} ended with ${child.exitCode ?? child.signalCode}`)
}
