import { verifyJournal, type JournalVerdict } from '@devops-ai/contract'
import { Command } from 'commander'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { connection } from './connection.ts'
import { linesOf } from './lines.ts'
import { Complaint, type Terminal } from './terminal.ts'

/** Checks the journal's files alone: no gateway, no network, no secret is needed. */
export async function verifyDirectory(directory: string): Promise<JournalVerdict> {
  const names = await readdir(directory).catch((error: unknown) => {
    throw new Complaint(`${directory} cannot be read, expected the folder of a journal: ${String(error)}`)
  })
  const segments = names.filter((name) => /^journal-\d+\.ndjson$/.test(name)).sort()
  if (segments.length === 0) throw new Complaint(`${directory} holds no journal: expected files journal-….ndjson`)
  return verifyJournal(linesIn(segments.map((name) => join(directory, name))))
}

async function* linesIn(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) yield* linesOf(createReadStream(path))
}

export const journalVerifyCommand = (terminal: Terminal): Command =>
  new Command('verify')
    .description('check the chain of the journal off-line')
    .argument('[directory]', 'the journal, else the one of cli.env')
    .action(async (directory: string | undefined) => {
      const path = directory ?? connection(terminal).DEVOPS_AI_JOURNAL_PATH
      const verdict = await verifyDirectory(path)
      if (!verdict.ok)
        throw new Complaint(`the journal in ${path} does not hold: line ${verdict.line}: ${verdict.detail}`)
      terminal.out(`verified: ${verdict.entries} entries, head ${verdict.head}`)
    })
