import { createHash } from 'node:crypto'
import { Sha256, type Source, SourcesFile } from '@devops-ai/contract'
import { z } from 'zod'

export type LoadedSources =
  | { readonly ok: true; readonly sources: readonly Source[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/** How a token is kept at rest: the SHA-256 of its UTF-8 bytes. Tokens are random and long, so no salt is needed. */
export const hashToken = (token: string): Sha256 => Sha256.parse(createHash('sha256').update(token).digest('hex'))

/** Reads the text of the sources file. All problems are named at once; two sources share neither id nor token. */
export function loadSources(text: string): LoadedSources {
  const json = parseJson(text)
  if (!json.ok) return { ok: false, problems: [`the sources file is not JSON: ${json.detail}`] }
  const file = SourcesFile.safeParse(json.value)
  if (!file.success) return { ok: false, problems: file.error.issues.map(issueLine) }
  const { sources } = file.data
  const problems = [
    ...repeated(sources.map(({ id }) => id)).map(
      (id) => `the source "${id}" is named twice, expected one entry for each id`,
    ),
    ...repeated(sources.map(({ token_sha256 }) => token_sha256)).map((hash) => {
      const owners = sources.filter((source) => source.token_sha256 === hash).map(({ id }) => `"${id}"`)
      return `the sources ${owners.join(' and ')} have the same token, expected one of its own for each`
    }),
  ]
  return problems.length === 0 ? { ok: true, sources } : { ok: false, problems }
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

const issueLine = (issue: z.core.$ZodIssue): string =>
  `the sources file, ${z.core.toDotPath(issue.path) || 'top level'}: ${issue.message}`

const repeated = <T>(values: readonly T[]): readonly T[] => [
  ...new Set(values.filter((value, place) => values.indexOf(value) !== place)),
]
