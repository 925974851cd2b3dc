import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseLine, type RequestId, verifyJournal } from '@devops-ai/contract'
import type { Configured } from '../configured.ts'

/** The entries about one request, read from the files, whatever the gateway says of it. */
export async function journaled({ dir }: Pick<Configured, 'dir'>, id: RequestId): Promise<readonly string[]> {
  const bodies = (await linesIn(dir)).flatMap((line) => parseLine(line)?.body ?? [])
  return bodies
    .filter((body) => (body.type === 'intent' || body.type === 'outcome') && body.request_id === id)
    .map(({ type }) => type)
}

/** Why the chain does not hold; null when it does. To be asked when no gateway writes. */
export async function brokenChain({ dir }: Configured): Promise<string | null> {
  const verdict = await verifyJournal(await linesIn(dir))
  return verdict.ok ? null : `line ${verdict.line}: ${verdict.detail}`
}

async function linesIn(dir: string): Promise<readonly string[]> {
  const journal = join(dir, 'journal')
  const segments = (await readdir(journal)).filter((name) => name.endsWith('.ndjson')).toSorted()
  const texts = await Promise.all(segments.map((name) => readFile(join(journal, name), 'utf8')))
  return texts.join('').trimEnd().split('\n')
}
