import type { ContainerId, EngineName } from '@devops-ai/contract'

/** When the end of many containers is one trouble of their engine. */
export interface MassExitLimits {
  /** So many containers of one engine. */
  readonly containers: number
  /** That ended within so many seconds. */
  readonly seconds: number
}

export interface Member {
  readonly id: ContainerId
  readonly name: string
}

/** What is known of one engine when ends of its containers are told. */
export interface Ends {
  readonly engine: EngineName
  /** Told just now. */
  readonly fresh: readonly Member[]
  /** Told within the window before, and looked after by incidents of their own. */
  readonly before: readonly Member[]
  /** A mass exit of the engine to which containers were added within the window. */
  readonly underWay: boolean
}

/** The containers of a mass exit, those told before included; null while it is none. */
export function massExitOf({ fresh, before, underWay }: Ends, limits: MassExitLimits): readonly Member[] | null {
  const members = [...new Map([...before, ...fresh].map((member) => [member.id, member])).values()]
  return fresh.length > 0 && (underWay || members.length >= limits.containers) ? members : null
}
