import { type Baseline, type Refusal, refuse } from '@devops-ai/contract'
import { type Engine, isContainer, isSilence, type Looked, type Subject } from '@devops-ai/engine'

/** One look at the engine, its ways to fail being refusals: no answer, a no, or gone. */
export async function looked(
  engine: Engine,
  subject: Subject,
): Promise<{ readonly ok: true; readonly value: Looked } | Refusal> {
  try {
    const value = await lookAt(engine, subject)
    return value === null ? gone(subject) : { ok: true, value }
  } catch (error) {
    if (isSilence(error)) return engineUnavailable(subject.engine, error)
    throw error
  }
}

/** The subject as it is now, by the look just taken. */
export const liveSubject = (subject: Subject, state: Baseline): Subject =>
  isContainer(subject) && state.object === 'container'
    ? { ...subject, status: state.status, health: state.health }
    : subject

export const lookAt = (
  engine: Engine,
  subject: Pick<Subject, 'id'> & { readonly object?: string },
): Promise<Looked | null> => engine.look(subject.object === 'service' ? 'service' : 'container', subject.id)

export const gone = (subject: Subject): Refusal =>
  refuse(
    'unknown_target',
    `the ${isContainer(subject) ? 'container' : subject.object} ${subject.name} (${subject.id.slice(0, 12)}) is gone from the engine ${subject.engine}`,
  )

export const engineUnavailable = (engine: string, error: Error): Refusal =>
  refuse('engine_unavailable', `the engine ${engine} does not answer as it should: ${error.message}`, {
    retryAfterSeconds: 5,
  })
