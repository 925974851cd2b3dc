import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { operationActions } from './actions.ts'

/** One policy file as read: `name` is what a message calls it, `own` tells the operator's from the shipped ones. */
export interface PolicyText {
  readonly name: string
  readonly text: string
  readonly own: boolean
}

export type PolicyTexts =
  | { readonly ok: true; readonly schema: string; readonly texts: readonly PolicyText[]; readonly version: string }
  | { readonly ok: false; readonly problems: readonly string[] }

const here = fileURLToPath(new URL('.', import.meta.url))

/** The schema, the policies shipped with the gateway, and every `*.cedar` file of the operator's folder. */
export async function readPolicies(dir: string): Promise<PolicyTexts> {
  const schema = `${await readFile(join(here, 'schema.cedarschema'), 'utf8')}\n${operationActions()}`
  const shipped = await filesOf(join(here, 'shipped'), false)
  const own = await filesOf(dir, true).catch((error: unknown) => problemOf(dir, error))
  if (typeof own === 'string') return { ok: false, problems: [own] }
  const texts = [...shipped, ...own]
  const hash = createHash('sha256').update(JSON.stringify([schema, texts]))
  return { ok: true, schema, texts, version: hash.digest('hex') }
}

async function filesOf(dir: string, own: boolean): Promise<readonly PolicyText[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.cedar')).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      name: own ? name : `shipped/${name}`,
      text: await readFile(join(dir, name), 'utf8'),
      own,
    })),
  )
}

const problemOf = (dir: string, error: unknown): string =>
  `the policy folder ${dir} cannot be read: ${error instanceof Error ? error.message : String(error)}`
