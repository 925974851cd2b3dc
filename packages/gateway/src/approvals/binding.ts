import { type Baseline, type ChangeStep, type Effects, type Refusal, refuse } from '@devops-ai/contract'

/** What a change touches and how it harms: as it was put before a person, and as it would be done now. */
export interface Told {
  readonly steps: readonly ChangeStep[]
  readonly effects: Effects
}

/**
 * An approval is bound to the operation, the full ids, the image, the configuration and the class of state of all that it
 * touches, and to the harm that was told. Whatever of it is another now makes it void: a person approved something else.
 */
export const differsFrom =
  ({ asked }: { readonly asked: Told }) =>
  (now: Told): Refusal | null => {
    const [before, after] = [asked.steps, now.steps]
    if (before.length !== after.length)
      return voided(`it would touch ${after.length} targets, ${before.length} when it was asked`)
    for (const [place, one] of before.entries()) {
      const other = after[place]
      const why = other ? difference(one, other) : 'a target is missing'
      if (why !== null) return voided(`${one.target.name}: ${why}`)
    }
    const harm = moreHarm(asked.effects, now.effects)
    return harm === null ? null : voided(harm)
  }

const voided = (why: string): Refusal =>
  refuse('voided', `the state is not the one that was put before a person any more: ${why}`)

/** Less harm than was told is no other thing. */
function moreHarm(told: Effects, now: Effects): string | null {
  if (now.last_healthy_replica && !told.last_healthy_replica) return 'it would take away the last healthy replica now'
  if (now.data_loss && !told.data_loss) return 'it would lose data now'
  const dependents = now.dependents.filter((name) => !told.dependents.includes(name))
  return dependents.length > 0 ? `it would harm ${dependents.join(', ')} too now` : null
}

function difference(asked: ChangeStep, now: ChangeStep): string | null {
  if (asked.target.id !== now.target.id || asked.target.engine !== now.target.engine)
    return `it is another one now, ${now.target.id.slice(0, 12)} instead of ${asked.target.id.slice(0, 12)}`
  if (JSON.stringify(asked.operation) !== JSON.stringify(now.operation)) return 'the operation is another one now'
  if (asked.network !== now.network) return 'the network of that name is another one now'
  if (imageOf(asked.before) !== imageOf(now.before)) return 'it runs another image now'
  if (asked.before.configuration !== now.before.configuration) return 'its configuration was changed'
  const [then, current] = [classOf(asked.before), classOf(now.before)]
  return then === current ? null : `it was ${then} and is ${current} now`
}

const imageOf = (state: Baseline): string => (state.object === 'container' ? state.image_id : state.image)

/** What a person looks at when he decides: running, paused, exited, unhealthy; of a service how often it was changed. */
const classOf = (state: Baseline): string => {
  if (state.object === 'service') return `at version ${state.version}`
  return state.status === 'running' && state.health === 'unhealthy' ? 'unhealthy' : state.status
}
