import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { journalFolder, linesIn, open, requestId } from './testing/entries.ts'

const program = fileURLToPath(new URL('testing/append-until-killed.ts', import.meta.url))

/** Runs the writer, kills it with SIGKILL after so many acknowledgements, and gives all that it acknowledged. */
async function killedAfter(dir: string, from: number, acknowledgements: number): Promise<readonly number[]> {
  const child = spawn(process.execPath, [program, dir, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.split('\n').length > acknowledgements) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return output.split('\n').slice(0, -1).map(Number)
}

test('after kill -9 the chain is whole and everything acknowledged is there', { timeout: 120_000 }, async () => {
  using folder = journalFolder()
  const acknowledged: number[] = []
  for (const [round, acknowledgements] of [1, 7, 60, 200, 33].entries()) {
    acknowledged.push(...(await killedAfter(folder.dir, round * 100_000, acknowledgements)))
  }
  await using journal = await open(folder.dir)
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true })
  expect(acknowledged.length).toBeGreaterThan(300)
  const lost = acknowledged.filter((number) => !journal.operation(requestId(number))?.outcome)
  expect(lost).toEqual([])
})
