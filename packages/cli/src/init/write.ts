import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GeneratedFile } from './files.ts'

/** Writes all or nothing, for their owner alone: if one file exists already, its name is said and nothing is touched. */
export async function writeConfiguration(
  folder: string,
  files: readonly GeneratedFile[],
): Promise<{ readonly ok: true } | { readonly ok: false; readonly detail: string }> {
  const known = files.map(({ path }) => join(folder, path)).filter((path) => existsSync(path))
  if (known.length > 0)
    return {
      ok: false,
      detail: `${known.join(', ')} is there already; init overwrites nothing: move it away or choose another --dir`,
    }
  const written: string[] = []
  try {
    for (const { path, text } of files) {
      const whole = join(folder, path)
      await mkdir(dirname(whole), { recursive: true, mode: 0o700 })
      await writeFile(whole, text, { mode: 0o600, flag: 'wx' })
      written.push(whole)
    }
    return { ok: true }
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true })))
    return { ok: false, detail: `the configuration could not be written, so nothing of it is left: ${String(error)}` }
  }
}
