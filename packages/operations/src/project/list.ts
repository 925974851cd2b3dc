import { z } from 'zod'
import type { EngineListItem } from '../engine/list.ts'
import type { Projection } from './projection.ts'
import { by, counted, engineCell, shown } from './rows.ts'

/** What "list containers" answers in `data`. */
export const ListFacts = z.object({
  containers: z.array(
    z.object({
      engine: z.string(),
      id: z.string(),
      name: z.string(),
      image: z.string(),
      state: z.string(),
      status: z.string(),
      service: z.string().nullable(),
    }),
  ),
  truncated: z.boolean(),
})
export type ListFacts = z.infer<typeof ListFacts>

interface ListPart {
  readonly engine: string
  readonly answers: { readonly containers: readonly EngineListItem[] }
}

interface ListOptions {
  /** Without it, only those that run. */
  readonly all: boolean
  knows(engine: string, containerId: string): boolean
}

/** The containers that the engines list and that are known here, by name. */
export function projectList(parts: readonly ListPart[], { all, knows }: ListOptions): Projection<ListFacts> {
  const items = parts.flatMap(({ engine, answers: { containers } }) =>
    containers
      .filter(({ Id, State }) => knows(engine, Id) && (all || lives.has(State)))
      .map((item) => ({
        engine,
        id: item.Id,
        name: shown(item.Names[0] ?? '').replace(/^\//, ''),
        image: shown(item.Image),
        state: item.State,
        status: shown(item.Status),
        service: item.Labels?.['com.docker.compose.service'] ?? null,
      })),
  )
  const cell = engineCell(parts)
  const { rows, truncated, text } = counted(
    items.toSorted(by(({ engine, name }) => `${engine} ${name}`)),
    (row) => [cell(row), row.name, row.image, row.status],
    'no containers',
  )
  return { data: { containers: rows, truncated }, text }
}

const lives = new Set(['running', 'paused', 'restarting'])
