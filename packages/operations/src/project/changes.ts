import { z } from 'zod'
import type { EngineChanges } from '../engine/changes.ts'
import { printable, type Projection } from './projection.ts'
import { counted } from './rows.ts'

const kinds = ['changed', 'added', 'deleted'] as const

/** What "show the changed files" answers in `data`. */
export const ChangesFacts = z.object({
  changes: z.array(z.object({ kind: z.enum(kinds), path: z.string() })),
  truncated: z.boolean(),
})
export type ChangesFacts = z.infer<typeof ChangesFacts>

const mostChanges = 2_000
const letters = { changed: 'C', added: 'A', deleted: 'D' } as const

/** Files and folders that differ from the image, in the form of `docker diff`. */
export function projectChanges(changes: EngineChanges): Projection<ChangesFacts> {
  const all = (changes ?? []).map(({ Kind, Path }) => ({ kind: kinds[Kind], path: printable(Path) }))
  const { rows, truncated, text } = counted(
    all,
    ({ kind, path }) => [`${letters[kind]} ${path}`],
    'nothing differs from the image',
    mostChanges,
  )
  return { data: { changes: rows, truncated }, text }
}
