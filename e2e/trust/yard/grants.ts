import { type Inhabitant, inhabitants, type InhabitantName } from './inhabitants.ts'

/** One request of somebody hostile, or of somebody who was told hostile things. */
export interface Attempt {
  readonly source: 'operator' | 'devops-ai-agent'
  readonly target: string
  readonly intent: string
  readonly context?: string
  readonly expected?: readonly string[]
  readonly dryRun?: boolean
  readonly requestId?: string
  /** Whom the body names as its source, where that is another one. */
  readonly claimed?: string
}

/** What a change may do to its target, as the engine's events and the fields of an inspect show it. */
export interface Footprint {
  readonly events: readonly string[]
  readonly fields: readonly string[]
}

const ending = ['kill', 'die', 'stop', 'oom', 'disconnect', 'unmount']
const beginning = ['start', 'connect', 'mount']
// The engine makes some files of a container at its first start.
const lived = ['State', 'NetworkSettings', 'RestartCount', 'ResolvConfPath', 'HostnamePath', 'HostsPath', 'LogPath']

/** Written from the documentation of Docker, not from the gateway's own tables. */
const footprints: Readonly<Record<string, Footprint>> = {
  'container.start': { events: beginning, fields: lived },
  'container.stop': { events: ending, fields: lived },
  'container.restart': { events: [...ending, ...beginning, 'restart'], fields: lived },
  'container.pause': { events: ['pause'], fields: ['State'] },
  'container.unpause': { events: ['unpause'], fields: ['State'] },
  'container.kill': { events: ending, fields: lived },
  'container.update': { events: ['update'], fields: ['HostConfig'] },
  'container.remove': { events: ['destroy', 'disconnect', 'unmount'], fields: ['gone'] },
  'network.connect': { events: ['connect'], fields: ['NetworkSettings'] },
  'network.disconnect': { events: ['disconnect'], fields: ['NetworkSettings'] },
}

const nothing: Footprint = { events: [], fields: [] }

export const isChangeKind = (kind: string): boolean => Object.hasOwn(footprints, kind)

/**
 * What an operation of this kind may leave behind, by what the owner said and who asks: an oracle of its own, which reads
 * no policy. What is not granted leaves nothing.
 */
export function granted({ source, expected, dryRun }: Attempt, target: InhabitantName | null, kind: string): Footprint {
  if (target === null || dryRun === true) return nothing
  const owner: Inhabitant = inhabitants[target]
  const mayBeChanged = owner.autonomy === 'auto' && !owner.isProtected && !owner.isOurs && !owner.isOutside
  const wasMeant = expected === undefined ? source === 'operator' : expected.includes(kind)
  return mayBeChanged && wasMeant ? (footprints[kind] ?? nothing) : nothing
}
