import type { IncidentEvent, IncidentId, Phase } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import type { Belonging } from '../intake/belonging.ts'
import type { NewsOfAlert } from '../store/alerts.ts'
import type { Tx } from '../store/database.ts'
import { recentEnds, type RecentEnds } from '../store/mass-exits.ts'
import { massExitOf, type MassExitLimits, type Member } from './recognise.ts'

/** The alert of the gateway's watch that a container ended which should run. */
const endName = 'ContainerDied'

export const massExitKey = (engine: string): string => `mass-exit/${engine}`

type MassExitEvent = Extract<IncidentEvent, { type: 'mass_exit' }>

/** What becomes of the ends of a batch when they are one trouble of their engine. */
export interface MassExits {
  /** Where those alerts belong instead, by the id of the alert. */
  readonly belongings: ReadonlyMap<string, Belonging>
  /** What the incident of the engine is told, by its key. */
  readonly events: ReadonlyMap<string, MassExitEvent>
  /** Incidents of single containers that it takes over, by the key of the engine's. */
  readonly absorbed: ReadonlyMap<string, readonly IncidentId[]>
}

/** Finds out within `tx` whether the containers whose end is told in this batch are part of a mass exit. */
export async function massExits(
  tx: Tx,
  batch: readonly NewsOfAlert[],
  moving: ReadonlyMap<string, Belonging>,
  limits: MassExitLimits,
  now: Date,
): Promise<MassExits> {
  const ends = batch.flatMap(({ id, alert, news }) => {
    const target = moving.get(id)?.target
    return alert.name === endName && news !== 'resolved' && target ? [{ id, target }] : []
  })
  const belongings = new Map<string, Belonging>()
  const events = new Map<string, MassExitEvent>()
  const absorbed = new Map<string, readonly IncidentId[]>()
  if (ends.length === 0) return { belongings, events, absorbed }
  for (const [engine, told] of Map.groupBy(ends, ({ target }) => target.engine)) {
    const recent = await recentEnds(tx, engine, endName, new Date(now.getTime() - limits.seconds * 1_000))
    const members = massExitOf({ engine, fresh: told.map(({ target }) => memberOf(target)), ...known(recent) }, limits)
    if (!members) continue
    const key = massExitKey(engine)
    for (const { id } of told) belongings.set(id, { key, target: null, name: engine, choice: null })
    const reason = `${members.length} containers of ${engine} ended within ${limits.seconds} s`
    events.set(key, { type: 'mass_exit', engine, members: [...members], reason })
    absorbed.set(
      key,
      recent.singles.map(({ id }) => id),
    )
  }
  return { belongings, events, absorbed }
}

const known = ({ singles, underWay }: RecentEnds) => ({
  before: singles.map(({ target }) => memberOf(target)),
  underWay,
})

const memberOf = ({ id, name }: Member): Member => ({ id, name })

const beforeActing: readonly Phase[] = ['open', 'investigating', 'diagnosed', 'waiting']

/** Nothing was changed, and nobody was told or asked. */
const isUntouched = ({ phase, changes, approval, escalated }: Incident): boolean =>
  beforeActing.includes(phase) && changes === 0 && approval === null && !escalated

/** How an incident of a single container ends when the one of its engine takes it over; one that has begun to act goes on. */
export function takenOver(single: Incident, engine: string, by: IncidentId): readonly IncidentEvent[] {
  if (!isUntouched(single)) return []
  const reason = `it ended together with others of the engine ${engine}`
  const group = { group: by, root: by, root_name: engine, depends: true, size: 0, members: [] }
  return [
    { type: 'grouped', ...group, reason },
    { type: 'no_action', reason: `${reason}; incident ${by} looks after all of them` },
  ]
}
