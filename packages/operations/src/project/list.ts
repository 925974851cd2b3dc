import { z } from 'zod'
import type { EngineListItem } from '../engine/list.ts'
import { printable, type Projection } from './projection.ts'

/** What "list containers" answers in `data`. */
export const ListFacts = z.object({
  containers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      image: z.string(),
      state: z.string(),
      status: z.string(),
      service: z.string().nullable(),
    }),
  ),
})
export type ListFacts = z.infer<typeof ListFacts>

/** The containers that the engine lists; only those that run unless `all`. Ordered by name. */
export function projectList(items: readonly EngineListItem[], all: boolean): Projection<ListFacts> {
  const containers = items
    .filter(({ State }) => all || State === 'running' || State === 'paused' || State === 'restarting')
    .map((item) => ({
      id: item.Id,
      name: printable(item.Names[0] ?? '').replace(/^\//, ''),
      image: printable(item.Image),
      state: item.State,
      status: printable(item.Status),
      service: item.Labels?.['com.docker.compose.service'] ?? null,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const text = containers.map(({ name, image, status }) => `${name}  ${image}  ${status}`).join('\n')
  return { data: { containers }, text: text === '' ? 'no containers' : text }
}
