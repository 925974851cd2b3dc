import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GeneratedFile } from './files.ts'

/** Writes all or nothing: if one file exists already, its name is said and nothing is touched. */
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
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    await writeFile(join(folder, path), text, { mode: 0o600, flag: 'wx' })
  }
  return { ok: true }
}
