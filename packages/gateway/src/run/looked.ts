import { type Refusal, refuse } from '@devops-ai/contract'
import { EngineRefused, EngineUnreachable, isContainer, type Subject } from '@devops-ai/engine'

/** One look at the engine, its ways to fail being refusals: no answer, a no, or gone. */
export async function looked<T>(
  subject: Subject,
  look: () => Promise<T | null>,
): Promise<{ readonly ok: true; readonly value: T } | Refusal> {
  try {
    const value = await look()
    return value === null ? gone(subject) : { ok: true, value }
  } catch (error) {
    if (error instanceof EngineUnreachable || error instanceof EngineRefused)
      return engineUnavailable(subject.engine, error)
    throw error
  }
}

export const gone = (subject: Subject): Refusal =>
  refuse(
    'unknown_target',
    `the ${isContainer(subject) ? 'container' : subject.object} ${subject.name} (${subject.id.slice(0, 12)}) is gone from the engine ${subject.engine}`,
  )

export const engineUnavailable = (engine: string, error: Error): Refusal =>
  refuse('engine_unavailable', `the engine ${engine} does not answer as it should: ${error.message}`, {
    retryAfterSeconds: 5,
  })
