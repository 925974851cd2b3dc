import type { EngineName } from '@devops-ai/contract'
import { z } from 'zod'
import { boundedCache } from './bounded-cache.ts'
import { configurationOfContainer, type Learn } from './configuration.ts'

/** Told what the health check of a container printed: each output once, whole, before it is shown to anybody. */
export type Hear = (container: string, output: string) => void

const Probes = z.object({
  Name: z.string(),
  State: z.object({
    Health: z.object({ Log: z.array(z.object({ Start: z.string(), Output: z.string() })).nullish() }),
  }),
})

const mostContainers = 4_096

/** What is to be told of every inspect of a container, of one engine. A container's configuration never changes. */
export function telling(
  engine: EngineName,
  { learn, hear }: { readonly learn: Learn; readonly hear: Hear },
): (id: string, inspect: unknown) => void {
  const lastHeard = boundedCache<string, string>(mostContainers)
  return (id, inspect) => {
    learn(`${engine}/${id}`, () => configurationOfContainer(inspect))
    const read = Probes.safeParse(inspect)
    if (!read.success) return
    const { Name, State } = read.data
    const probes = State.Health.Log ?? []
    const last = lastHeard.get(id)
    for (const { Output } of probes.slice(probes.findIndex(({ Start }) => Start === last) + 1))
      hear(Name.replace(/^\//, ''), Output)
    const newest = probes.at(-1)?.Start
    if (newest !== undefined && newest !== last) lastHeard.set(id, newest)
  }
}
