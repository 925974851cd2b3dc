import type { IndexedContainer } from '../ports.ts'
import type { Sighting } from './sighting.ts'

/** One run of a container as inspect tells it. Times are the engine's own text, to the nanosecond. */
export interface Run {
  readonly startedAt: string
  readonly finishedAt: string
  readonly exitCode: number
  readonly error: string
  readonly oomKilled: boolean
  readonly restartCount: number
  readonly restartPolicy: string
  readonly autoRemove: boolean
  readonly hasHealthCheck: boolean
}

/** What the index knows of one container: what inspect said last, and what events told. */
export interface KnownContainer extends IndexedContainer {
  readonly run: Run
  readonly seen: Sighting
}

/** `seen`: looked at again, changed or not. `gone`: removed from the engine. */
export interface IndexChange {
  readonly kind: 'seen' | 'gone'
  readonly container: KnownContainer
}
