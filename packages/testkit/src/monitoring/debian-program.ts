import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mustRun, runCommand } from '../command.ts'

export type DebianProgram = 'prometheus' | 'prometheus-alertmanager'

const toolsDir = fileURLToPath(new URL('../../../../.tools/debian', import.meta.url))

/**
 * The path of a program out of Debian's package of the same name, fetched once and unpacked, never installed: so no service of the
 * machine is started. Throws a sentence where apt-get or the network is missing.
 */
export async function debianProgram(name: DebianProgram, into = toolsDir): Promise<string> {
  const program = join(into, name, 'usr', 'bin', name)
  if (await exists(program)) return program
  await mkdir(into, { recursive: true })
  const work = await mkdtemp(join(into, `.${name}-`))
  try {
    await download(name, work)
    const archive = (await readdir(work)).find((file) => file.endsWith('.deb'))
    if (archive === undefined) throw new Error(`apt-get download ${name} left no package`)
    await mustRun('dpkg-deb', ['-x', join(work, archive), join(work, 'root')])
    await rename(join(work, 'root'), join(into, name)).catch(async (error: unknown) => {
      // Another process was faster, and what it unpacked is as good as ours.
      if (!(await exists(program))) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return program
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const inFolder = (dir: string, name: string): readonly string[] => [
  '-c',
  'cd "$0" && exec apt-get download "$1"',
  dir,
  name,
]

/** Without package lists, as on a fresh machine, apt-get knows no package: they are fetched then. */
const download = async (name: DebianProgram, dir: string): Promise<void> => {
  const first = await runCommand('/bin/sh', inFolder(dir, name))
  if (first.code === 0) return
  await mustRun('apt-get', ['update'])
  await mustRun('/bin/sh', inFolder(dir, name))
}
