import { setTimeout as delay } from 'node:timers/promises'
import type { ContainerId, EngineName, Now } from '@devops-ai/contract'
import { operations, type Part } from '@devops-ai/operations'
import type { ContainerIndex, Engine, IndexedContainer } from '../ports.ts'

/** Usage as the engine told it lately, for reads that would wait seconds for two measurements. */
export interface Sampler {
  /** An answer that is not older than twice the interval, or null: then the engine is asked. */
  fresh(container: IndexedContainer): Part | null
  /** After the signal, when nothing is left running. */
  readonly done: Promise<void>
}

export interface SamplerSettings {
  readonly engines: ReadonlyMap<EngineName, Engine>
  readonly index: Pick<ContainerIndex, 'all' | 'freshness'>
  /** How often each running container is measured; 0: never. */
  readonly everySeconds: number
  readonly now: Now
  readonly signal: AbortSignal
}

// A measurement takes the engine about two seconds; more at once would be felt by others.
const atOncePerEngine = 2
const pauseMs = 500

/** A measurement, or null where the engine gave none; it is tried again no earlier than another one. */
interface Sample {
  readonly part: Part | null
  readonly at: number
}

/** Measures every running container in turn, the one measured longest ago first; each engine at its own pace. */
export function sampler({ engines, index, everySeconds, now, signal }: SamplerSettings): Sampler {
  const samples = new Map<ContainerId, Sample>()
  const everyMs = everySeconds * 1_000
  const ageOf = (id: ContainerId): number => now().getTime() - (samples.get(id)?.at ?? 0)

  const dueOn = (engine: EngineName): readonly IndexedContainer[] =>
    index
      .all()
      .filter(
        (container) => container.engine === engine && container.status === 'running' && ageOf(container.id) >= everyMs,
      )
      .toSorted((a, b) => ageOf(b.id) - ageOf(a.id))
      .slice(0, atOncePerEngine)

  async function measure(engine: Engine, { id }: IndexedContainer): Promise<void> {
    const { reading } = statsOf
    const [call] = Object.values(reading.calls({ kind: 'container.stats' }, id))
    if (!call) return
    const fetched = await engine.fetch(call).catch(() => null)
    const part = fetched?.kind === 'answer' ? { engine: engine.name, answers: { answer: fetched.json } } : null
    samples.set(id, { part, at: now().getTime() })
  }

  function forget(): void {
    const known = new Set(index.all().map(({ id }) => id))
    for (const id of samples.keys()) if (!known.has(id)) samples.delete(id)
  }

  async function follow(engine: Engine): Promise<void> {
    while (!signal.aborted) {
      const due = index.freshness(engine.name).stale ? [] : dueOn(engine.name)
      await Promise.all(due.map((container) => measure(engine, container)))
      if (due.length === 0) {
        forget()
        await delay(pauseMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  return {
    fresh: ({ id }) => (ageOf(id) <= 2 * everyMs ? (samples.get(id)?.part ?? null) : null),
    done: everySeconds === 0 ? Promise.resolve() : Promise.all([...engines.values()].map(follow)).then(() => undefined),
  }
}

const statsOf = (() => {
  const definition = operations['container.stats']
  if (definition.access !== 'read' || definition.reading.from !== 'answers')
    throw new Error('stats are read as answers')
  return { reading: definition.reading }
})()
