import type { IncidentId, Instant } from '@devops-ai/contract'

/** When many incidents at once are a storm. Numbers of incidents, and seconds. */
export interface StormLimits {
  /** More than so many that open within the window are a storm. */
  readonly incidents: number
  readonly windowSeconds: number
  /** Changes that may be under way at the same time, in a storm or not. */
  readonly changesAtOnce: number
}

/** A storm that lasts. */
export interface Storm {
  readonly id: string
  /** The incident by which people are told of it. */
  readonly incident: IncidentId
  readonly began: Instant
  /** Incidents that opened from here on are part of it. */
  readonly since: Instant
  /** When people were told of its begin; null while they are about to be. */
  readonly told: Instant | null
}

/** What a storm brought, counted in the database. */
export interface Tally {
  readonly total: number
  /** Opened within the window before now. */
  readonly recent: number
  /** Neither over nor handed to a person. */
  readonly underWay: number
  readonly escalated: number
  readonly resolved: number
  /** Over without a change that helped, or closed. */
  readonly otherwise: number
}

/** What is still open of a storm, for a message. */
export interface StillOpen {
  /** The most severe and oldest, at most `mostNamed`. */
  readonly worst: readonly Named[]
  /** How many wait for a person's approval. */
  readonly asking: number
}

/** One that is not over, as a message names it. */
export interface Named {
  readonly name: string
  readonly severity: string
  readonly cause: string | null
  readonly phase: string
}

/** The most severe and oldest that a message names. */
export const mostNamed = 10

/** So long after its begin people are told of a storm: what comes at once is counted, and nobody waits long. */
export const settleMs = 3_000

export const isStorm = (opened: number, { incidents }: StormLimits): boolean => opened > incidents

/** It is over when hardly anything opens any more and hardly anything of it is still worked on. */
export const isOver = ({ recent, underWay }: Tally, { incidents }: StormLimits): boolean =>
  recent <= incidents && underWay <= incidents

/** What people are told when a storm has begun. */
export const beginSentence = (
  tally: Tally,
  open: StillOpen,
  { incidents, windowSeconds, changesAtOnce }: StormLimits,
): string =>
  [
    `${tally.total} incidents, more than ${incidents} within ${windowSeconds} s: a storm.`,
    counts(tally, open),
    `Until it is over single messages are held back and at most ${changesAtOnce} changes run at a time, the most severe first.`,
    ...worst(tally, open),
  ].join(' ')

/** What people are told when it is over. */
export const endSentence = (
  tally: Tally,
  open: StillOpen,
  { began }: Storm,
  { incidents }: StormLimits,
  now: Date,
): string =>
  [
    `The storm of ${began} is over after ${Math.round((now.getTime() - Date.parse(began)) / 1_000)} s: ${tally.total} incidents.`,
    counts(tally, open),
    ...(tally.escalated > incidents
      ? [`Those that need a person are told of one by one when there are no more than ${incidents} of them.`]
      : []),
    ...worst(tally, open),
  ].join(' ')

const counts = ({ escalated, underWay, resolved, otherwise }: Tally, { asking }: StillOpen): string =>
  `${escalated} need a person, ${underWay} are worked on (${asking} wait for an approval), ${resolved} are resolved, ${otherwise} ended without a repair.`

function worst({ escalated, underWay }: Tally, { worst: named }: StillOpen): readonly string[] {
  if (named.length === 0) return []
  const rest = escalated + underWay - named.length
  const list = named.map(
    ({ name, severity, cause, phase }) =>
      `${name} (${severity}, ${cause?.replaceAll('_', ' ') ?? 'cause not known yet'}, ${phase})`,
  )
  return [`The worst: ${list.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`]
}
