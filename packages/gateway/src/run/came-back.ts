import type { AnyTarget, ContainerBaseline } from '@devops-ai/contract'
import type { Engine, Looked } from '@devops-ai/engine'
import { stateOf } from '@devops-ai/operations'
import { lookAt } from './looked.ts'

/** A container without a health check that has run on for so long is well: as long as Swarm watches a task that it has updated. */
const steadyMs = 5_000
const lookEveryMs = 500

export interface Patience {
  /** Rejects when the gateway ends. */
  sleep(ms: number): Promise<void>
  /** Milliseconds that only grow, for durations. */
  stopwatch(): number
  /** How long a container may take to come back, in milliseconds; its own health check may take longer. */
  readonly replicaDeadlineMs: number
}

/**
 * Waits until a container has come back: its health check is content or, where it has none, it has run on for a while since
 * one and the same start. The reason why it has not, or null.
 */
export async function whyNotBack(engine: Engine, target: AnyTarget, patience: Patience): Promise<string | null> {
  const begun = patience.stopwatch()
  let start = { at: '', seen: begun }
  for (;;) {
    const look = await lookAt(engine, target)
    if (!look) return 'it is gone'
    const { state } = look
    if (state.object === 'service') return null
    const now = patience.stopwatch()
    if (state.started_at !== start.at) start = { at: state.started_at, seen: now }
    if (isWell(state, now - start.seen)) return null
    if (isOver(state) || now - begun >= deadlineOf(look, patience)) return `it did not come back: ${conditionOf(state)}`
    await patience.sleep(lookEveryMs)
  }
}

const isWell = ({ status, health }: ContainerBaseline, ranMs: number): boolean =>
  status === 'running' && (health === 'healthy' || (health === 'none' && ranMs >= steadyMs))

const isOver = ({ status, health }: ContainerBaseline): boolean =>
  status === 'exited' || status === 'dead' || health === 'unhealthy'

const deadlineOf = ({ healthSeconds }: Looked, { replicaDeadlineMs }: Patience): number =>
  replicaDeadlineMs + (healthSeconds === null ? steadyMs : healthSeconds * 1_000)

const conditionOf = (state: ContainerBaseline): string =>
  [
    stateOf(state),
    `health ${state.health}`,
    ...(state.restart_count > 0 ? [`started again ${state.restart_count} times by its own policy`] : []),
  ].join(', ')
