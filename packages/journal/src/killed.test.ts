import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { journalFolder, linesIn, open, requestId, segmentNames } from './testing/entries.ts'

const program = fileURLToPath(new URL('testing/append-until-killed.ts', import.meta.url))

/** Kills in all; a slow machine does as many as it can in the time. */
const kills = 200
const enoughMs = 45_000
/** So many journals are written and killed at the same time. */
const lanes = 4

type End = { readonly moment: number } | { readonly acknowledgements: number }

/** At each of its first writes and syncs in turn, or from outside after so many acknowledgements. */
const endOf = (kill: number): End =>
  kill % 5 < 3 ? { moment: 1 + ((kill * 7) % 60) } : { acknowledgements: 1 + ((kill * 7) % 40) }

/** Runs the writer until it is killed with SIGKILL, and gives all that it acknowledged. */
async function killedAt(folder: string, from: number, end: End): Promise<readonly number[]> {
  const words = [program, join(folder, 'journal'), String(from), ...('moment' in end ? [String(end.moment)] : [])]
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], env })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if ('acknowledgements' in end && output.split('\n').length > end.acknowledgements) child.kill('SIGKILL')
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect({ code, signal, end }).toEqual({ code: null, signal: 'SIGKILL', end })
  return output.split('\n').slice(0, -1).map(Number)
}

test(
  'killed in mid-line, between write and sync and around a new segment, the chain is whole and all acknowledged is there',
  { timeout: 300_000 },
  async ({ annotate }) => {
    const stopAt = performance.now() + enoughMs
    let [begun, done] = [0, 0]
    const lane = async (): Promise<number> => {
      using folder = journalFolder()
      const dir = join(folder.dir, 'journal')
      mkdirSync(dir)
      const acknowledged: number[] = []
      for (let round = 0; round < kills / lanes && performance.now() < stopAt; round += 1) {
        acknowledged.push(...(await killedAt(folder.dir, round * 10_000, endOf(begun++))))
        done += 1
      }
      await using journal = await open(dir)
      expect(await verifyJournal(linesIn(dir))).toMatchObject({ ok: true })
      expect(acknowledged.filter((number) => !journal.operation(requestId(number))?.outcome)).toEqual([])
      return segmentNames(dir).length
    }
    const segments = await Promise.all(Array.from({ length: lanes }, lane))
    await annotate(`${done} kills, ${segments.join(', ')} segments`)
    expect(done).toBeGreaterThanOrEqual(lanes)
    expect(Math.min(...segments), 'new segments were begun between the kills').toBeGreaterThan(1)
  },
)
