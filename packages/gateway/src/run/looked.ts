import { type Refusal, refuse } from '@devops-ai/contract'
import { EngineRefused, EngineUnreachable, type IndexedContainer } from '@devops-ai/engine'

/** One look at the engine, its ways to fail being refusals: no answer, a no, or gone. */
export async function looked<T>(
  { engine, name, id }: IndexedContainer,
  look: () => Promise<T | null>,
): Promise<{ readonly ok: true; readonly value: T } | Refusal> {
  try {
    const value = await look()
    if (value !== null) return { ok: true, value }
    return refuse('unknown_target', `the container ${name} (${id.slice(0, 12)}) is gone from the engine ${engine}`)
  } catch (error) {
    if (error instanceof EngineUnreachable || error instanceof EngineRefused) return engineUnavailable(engine, error)
    throw error
  }
}

export const engineUnavailable = (engine: string, error: Error): Refusal =>
  refuse('engine_unavailable', `the engine ${engine} does not answer as it should: ${error.message}`, {
    retryAfterSeconds: 5,
  })
