import { IncidentId, instant, type IncidentEvent, type Instant, type TargetInfo } from '@devops-ai/contract'
import { begins, stormFrom, type BeginDeps } from '../storm/begin.ts'
import type { Choose, NewId } from '../ports.ts'
import type { Candidate } from '../grouping/groups.ts'
import { joining } from '../grouping/join.ts'
import { delivered, type NewsOfAlert } from '../store/alerts.ts'
import { appendEvents, type Appended, type Appending, type Rules } from '../store/append.ts'
import type { Tx } from '../store/database.ts'
import type { MassExitLimits } from '../mass-exit/recognise.ts'
import { massExits, takenOver } from '../mass-exit/route.ts'
import { groupCandidates } from '../store/candidates.ts'
import { pastOf } from '../store/history.ts'
import { endsOf } from '../store/incidents.ts'
import { repairedOf } from '../store/repaired.ts'
import {
  belongingOf,
  isMended,
  isTest,
  isTestKey,
  lateMs,
  newsEvent,
  staysWith,
  testBelonging,
  type Belonging,
} from './belonging.ts'
import type { Incident } from '../incident/incident.ts'
import { rulesFor, type Unnamed } from './unnamed.ts'

export interface RouteDeps extends BeginDeps {
  readonly rules: Rules
  readonly choose: Choose
  /** Incidents that open within this time and have to do with each other form a group. */
  readonly groupSeconds: number
  readonly massExit: MassExitLimits
}

/**
 * Brings the news of alerts to their incidents within `tx`: each alert to one, opened here where none is open. `listed` is
 * what can be named, null where the gateway does not say.
 */
export async function route(
  tx: Tx,
  deps: RouteDeps,
  batch: readonly NewsOfAlert[],
  listed: readonly TargetInfo[] | null,
  now: Date,
): Promise<readonly Appended[]> {
  const targets = listed ?? []
  const ends = await endsOf(
    tx,
    batch.flatMap(({ incident_id }) => incident_id ?? []),
  )
  const staying = new Map<string, IncidentId>()
  const moving = new Map<string, Belonging>()
  for (const alert of batch) {
    const endedAt = alert.incident_id === null ? undefined : ends.get(alert.incident_id)
    if (alert.incident_id !== null && endedAt !== undefined && staysWith(alert.news, endedAt, now))
      staying.set(alert.id, alert.incident_id)
    else
      moving.set(alert.id, isTest(alert.alert) ? testBelonging(alert) : belongingOf(deps.choose(alert, targets), alert))
  }
  const repaired = await repairedOf(tx, keysOf(moving), new Date(now.getTime() - lateMs))
  for (const { id, alert, news } of batch) {
    const belonging = moving.get(id)
    const mended = belonging && repaired.get(belonging.key)
    if (!mended || news === 'repeated' || !isMended(alert, belonging, mended)) continue
    moving.delete(id)
    staying.set(id, mended.id)
  }
  const exits = await massExits(tx, batch, moving, deps.massExit, now)
  for (const [alert, belonging] of exits.belongings) moving.set(alert, belonging)
  const open = await openIncidents(tx, [...moving.values()], deps.newId, instant(now))

  const unnamed = new Map<IncidentId, Unnamed>()
  const events = new Map<IncidentId, IncidentEvent[]>(open.fresh.map(({ id, opened }) => [id, [opened]]))
  const absorbing = new Map<IncidentId, (as: Incident) => readonly IncidentEvent[]>()
  for (const [key, event] of exits.events) {
    const id = open.idOf(key)
    events.set(id, [...(events.get(id) ?? []), event])
    for (const single of exits.absorbed.get(key) ?? []) {
      events.set(single, [])
      absorbing.set(single, (as) => takenOver(as, event.engine, id))
    }
  }
  const deliveries = batch.map((alert) => {
    const belonging = moving.get(alert.id)
    const incident = staying.get(alert.id) ?? open.idOf(belonging?.key ?? '')
    // An occurrence that moves to another incident is new there, whatever it was before.
    const news = belonging && alert.news === 'repeated' ? 'received' : alert.news
    const list = events.get(incident) ?? []
    events.set(incident, list)
    list.push(newsEvent(news, alert.alert))
    if (listed && belonging) addUnnamed(unnamed, incident, belonging, alert)
    if (isTest(alert.alert)) list.push({ type: 'no_action', reason: 'a test of the sender, not an alert' })
    return { alert: alert.id, news: alert.news, incident }
  })

  const opening = open.fresh.filter(({ key }) => !isTestKey(key)).length
  const [joined, storm] = await Promise.all([
    joinGroups(tx, open.fresh, targets, deps, now),
    stormFrom(tx, deps, opening, now),
  ])
  for (const [id, event] of joined) events.set(id, [...(events.get(id) ?? []), event])
  const keys = new Map(open.fresh.map(({ id, key }) => [id, key]))
  const appendings = [...events].map(([id, list]): Appending => {
    const key = keys.get(id)
    if (key !== undefined) return { id, key, events: list }
    const absorb = absorbing.get(id)
    return { id, events: absorb ? (as) => [...absorb(as), ...list] : list }
  })
  const appended = await appendEvents(
    tx,
    storm ? [...appendings, storm] : appendings,
    instant(now),
    rulesFor(deps.rules, unnamed),
  )
  if (storm) await begins(tx, deps, storm.id, now)
  await delivered(tx, deliveries)
  return appended
}

const keysOf = (moving: ReadonlyMap<string, Belonging>): readonly string[] => [
  ...new Set([...moving.values()].flatMap(({ key, target }) => (target ? [key] : []))),
]

/** What can be told of an incident whose target nobody knows, should it open here. */
function addUnnamed(
  unnamed: Map<IncidentId, Unnamed>,
  incident: IncidentId,
  { choice }: Belonging,
  { alert, news }: NewsOfAlert,
): void {
  if (!choice || choice.kind === 'known') return
  const { alerts, choice: first } = unnamed.get(incident) ?? { alerts: [], choice }
  unnamed.set(incident, { choice: first, alerts: [...alerts, { ...alert, resolved: news === 'resolved' }] })
}

/** What the fresh incidents have to do with each other and with those that opened shortly before. */
async function joinGroups(
  tx: Tx,
  fresh: readonly Fresh[],
  targets: readonly TargetInfo[],
  { groupSeconds }: RouteDeps,
  now: Date,
): Promise<ReadonlyMap<IncidentId, IncidentEvent>> {
  const opening = fresh.flatMap(({ id, opened: { target } }): readonly Candidate[] =>
    target ? [{ id, target, openedAt: instant(now), suspects: [], group: null }] : [],
  )
  if (opening.length === 0) return new Map()
  const known = await groupCandidates(tx, new Date(now.getTime() - groupSeconds * 1_000))
  return joining([...known, ...opening], targets)
}

interface Fresh {
  readonly key: string
  readonly id: IncidentId
  readonly opened: Extract<IncidentEvent, { type: 'opened' }>
}

/** The open incident of each key, and the fresh ones for keys that have none. */
async function openIncidents(tx: Tx, belongings: readonly Belonging[], newId: NewId, at: Instant) {
  const byKey = new Map(belongings.map((belonging) => [belonging.key, belonging]))
  const past = await pastOf(tx, [...byKey.keys()], at)
  const fresh: Fresh[] = []
  const ids = new Map<string, IncidentId>()
  for (const { key, target, name } of byKey.values()) {
    const { open, history } = past(key)
    const id = open ?? IncidentId.parse(newId())
    ids.set(key, id)
    if (open === null) fresh.push({ key, id, opened: { type: 'opened', target, name, history } })
  }
  const idOf = (key: string): IncidentId => {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`no incident was opened for ${key}`)
    return id
  }
  return { fresh, idOf }
}
