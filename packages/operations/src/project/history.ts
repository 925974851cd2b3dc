import { z } from 'zod'
import type { EngineLayer } from '../engine/image.ts'
import { instantAt } from './moment.ts'
import { bytesText, type Projection } from './projection.ts'
import { counted, shown } from './rows.ts'

/** What "show how an image was made" answers in `data`, the newest layer first. */
export const HistoryFacts = z.object({
  layers: z.array(
    z.object({
      created_at: z.string().nullable(),
      created_by: z.string(),
      size_bytes: z.number(),
      comment: z.string(),
      tags: z.array(z.string()),
    }),
  ),
  truncated: z.boolean(),
})
export type HistoryFacts = z.infer<typeof HistoryFacts>

export function projectHistory(layers: readonly EngineLayer[]): Projection<HistoryFacts> {
  const all = layers.map(({ Created, CreatedBy, Size, Comment, Tags }) => ({
    created_at: instantAt(Created * 1_000),
    created_by: shown(withoutValues(CreatedBy)),
    size_bytes: Size,
    comment: shown(Comment),
    tags: (Tags ?? []).map(shown),
  }))
  const { rows, truncated, text } = counted(
    all,
    ({ created_at, size_bytes, created_by, comment }) => [created_at, bytesText(size_bytes), created_by, comment],
    'no layers',
  )
  return { data: { layers: rows, truncated }, text }
}

const environment = /^((?:\/bin\/sh -c )?(?:#\(nop\)\s+)?(?:ENV|ARG)\s+[^\s=]+)[\s\S]*$/
const buildArguments = /^((?:RUN )?\|\d+) [\s\S]*?( \/bin\/(?:ba|a)?sh -c [\s\S]*)?$/

/** A step of a build without the values of the environment that it sets, and of the arguments that it was given. */
const withoutValues = (step: string): string =>
  step
    .replace(environment, '$1 …')
    .replace(buildArguments, (_, start: string, rest?: string) => `${start} …${rest ?? ''}`)
