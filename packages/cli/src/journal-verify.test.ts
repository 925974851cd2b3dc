import { genesis, hashedText, lineOf, sha256, type JournalBody } from '@devops-ai/contract'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { journalVerifyCommand } from './journal-verify.ts'
import { typed } from './testing/terminal.ts'

async function linesOf(details: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = []
  let previous = genesis
  for (const [sequence, detail] of details.entries()) {
    const body: JournalBody = { type: 'recovered', detail }
    const text = hashedText(sequence, '2026-01-01T00:00:00.000Z', previous, body)
    previous = await sha256(text)
    lines.push(`${lineOf(text, previous)}\n`)
  }
  return lines
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-journal-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text)
  return dir
}

const verified = async (dir: string): Promise<string> => (await typed(journalVerifyCommand, [dir])).join('\n')
const [one = '', two = '', three = ''] = await linesOf(['first', 'zw\u2028ei \u2029 \u0085', 'third'])

test('a journal of several segments is verified in their order', async () => {
  const dir = await folder({
    'journal-000000000000.ndjson': one + two,
    'journal-000000000002.ndjson': three,
    lock: 'not a segment',
  })
  expect(await verified(dir)).toMatch(/^verified: 3 entries, head [0-9a-f]{64}$/)
})

test.for([
  ['a changed word', one + two.replace('ei', 'EI') + three, /line 2: .*changed/],
  ['a line taken out', one + three, /line 2: .*missing/],
  ['a torn tail', one + two.slice(0, 40), /line 2: .*cut/],
  ['an empty line', `${one}\n${two}`, /line 2/],
] as const)('%s is found, and where', async ([, text, sentence]) => {
  const dir = await folder({ 'journal-000000000000.ndjson': text })
  await expect(verified(dir)).rejects.toThrow(sentence)
})

test('a folder that is not there, or holds no journal, is said', async () => {
  await expect(verified('/nowhere/journal')).rejects.toThrow('/nowhere/journal cannot be read, expected the folder')
  await expect(verified(await folder({ notes: '' }))).rejects.toThrow('holds no journal')
})

test('without a folder it is the one of cli.env', async () => {
  const journal = await folder({ 'journal-000000000000.ndjson': one })
  const dir = await folder({
    'cli.env': `DEVOPS_AI_AGENT_URL=http://a\nDEVOPS_AI_GATEWAY_URL=http://b\nDEVOPS_AI_TOKEN=x\nDEVOPS_AI_JOURNAL_PATH=${journal}\n`,
  })
  expect(await typed(journalVerifyCommand, [], { environment: { DEVOPS_AI_DIR: dir } })).toEqual([
    expect.stringMatching(/^verified: 1 entries/),
  ])
})
