import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'
import type { Tally } from './tally.ts'
import { tallyOf } from './vitest-report.ts'

export const projects = ['unit', 'postgres', 'engine', 'e2e'] as const
export type Project = (typeof projects)[number]

/** Runs the tests of the projects, shown as they come; `filters` are Vitest's own arguments. */
export async function runVitest(names: readonly Project[], filters: readonly string[]): Promise<Tally> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-report-'))
  try {
    const file = join(dir, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const chosen = names.flatMap((name) => ['--project', name])
    const exitCode = await run('vitest', ['run', ...reporters, ...chosen, ...filters])
    return tallyOf(await reportIn(file), exitCode)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const reportIn = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
