import type { IncidentId } from '@devops-ai/contract'
import { sentenceOf, type Clock } from '../ports.ts'
import { incidentsDue, takeNext } from '../store/effects.ts'
import { freeWorkOfTheDead, type AgentId } from '../store/members.ts'
import { carryOut, type CarryOutDeps } from './carry-out.ts'

/** Incidents worked on at the same time. */
const mostAtOnce = 8
/** Of those that nobody woke, while more alerts come than are taken in. */
const mostWhenPressed = 2
/** How often the rows themselves are asked, so that a lost wake-up costs a second and no more. */
const sweepMs = 1_000
const mostPerSweep = 2_000
/** How long the work in hand may go on after the end was asked for; what is abandoned is repeated at the next start. */
const drainMs = 3_000

export interface RunnerDeps extends Omit<CarryOutDeps, 'now' | 'signal'> {
  readonly clock: Clock
  /** Puts right what a clock wrote that was ahead; true when it was set back. */
  readonly clockWatch: () => Promise<boolean>
  /** Told when the rows were looked through, unless an effect is stuck: that one has been performed for longer than `patienceMs`. */
  readonly onRound: () => void
  readonly patienceMs: number
  /** More alerts come than are taken in: work that nobody was woken for goes slower. */
  readonly pressed: () => boolean
  /** Who works here. It has joined the agents of the database. */
  readonly self: AgentId
}

/**
 * The only loop of the agent: it performs what incidents have to do, one thing of an incident at a time. Agents on the same
 * database share the work; what a dead one had in hand is taken over.
 */
export interface Runner extends AsyncDisposable {
  /** There may be something to do for these. May be called at any time, any number of times. */
  wake(ids: Iterable<IncidentId>): void
}

/** Starts the loop; what was left over by an earlier life is taken up at once. Disposing waits for the work in hand. */
export function startRunner(deps: RunnerDeps): Runner {
  const { db, clock, log, self } = deps
  const stop = new AbortController()
  let stopping = false
  /** Woken, in their order; and found to be due, which may be thousands and come after them. */
  const woken = new Set<IncidentId>()
  const found = new Set<IncidentId>()
  const working = new Map<IncidentId, Promise<void>>()
  /** Since when each incident's effect is being performed. */
  const since = new Map<IncidentId, number>()
  const timers = new Map<IncidentId, { readonly at: number; readonly cancel: () => void }>()

  const wake = (ids: Iterable<IncidentId>): void => {
    for (const id of ids) {
      woken.add(id)
      found.delete(id)
    }
    fill()
  }

  // An incident woken while it is worked on waits its turn, so no wake-up is lost between its last look and its end.
  const fill = (): void => {
    fillFrom(woken, mostAtOnce)
    fillFrom(found, deps.pressed() ? mostWhenPressed : mostAtOnce)
  }

  const fillFrom = (waiting: Set<IncidentId>, most: number): void => {
    for (const id of waiting) {
      if (stopping || working.size >= most) return
      if (working.has(id)) continue
      waiting.delete(id)
      working.set(
        id,
        work(id, waiting)
          .catch((error: unknown) => log.warn(`incident ${id} waits for the database: ${sentenceOf(error)}`))
          .finally(() => {
            working.delete(id)
            since.delete(id)
            fill()
          }),
      )
    }
  }

  const work = async (id: IncidentId, queue: Set<IncidentId>): Promise<void> => {
    while (!stopping) {
      const next = await takeNext(db, id, self, clock.now())
      if (next.kind === 'nothing') return
      if (next.kind === 'later') return wakeAt(id, next.dueAt, queue)
      since.set(id, clock.now().getTime())
      await carryOut({ ...deps, now: () => clock.now(), signal: stop.signal }, next.planned)
    }
  }

  /** It comes again into the queue that it came from. */
  const wakeAt = (id: IncidentId, dueAt: Date, queue: Set<IncidentId>): void => {
    const at = dueAt.getTime()
    const set = timers.get(id)
    if (set && set.at <= at) return
    set?.cancel()
    // Far ones are found by the sweep; a timer of Node cannot be longer than 24 days.
    const milliseconds = at - clock.now().getTime()
    if (milliseconds > 60_000) return
    const cancel = clock.after(Math.max(1, milliseconds), () => {
      timers.delete(id)
      if (!woken.has(id)) queue.add(id)
      fill()
    })
    timers.set(id, { at, cancel })
  }

  const stuck = (): boolean => {
    const longestAgo = clock.now().getTime() - deps.patienceMs
    return [...since.values()].some((began) => began < longestAgo)
  }

  let cancelSweep = (): void => {}
  const sweep = async (): Promise<void> => {
    try {
      // By a clock that was set back nobody can tell how long it takes already.
      if (await deps.clockWatch()) for (const id of since.keys()) since.set(id, clock.now().getTime())
      const dead = await freeWorkOfTheDead(db, self)
      if (dead.length > 0) log.warn(`the work of ${dead.length} dead agents is free`, { dead })
      const due = await incidentsDue(db, self, clock.now(), mostPerSweep)
      for (const { id } of due) if (!working.has(id) && !woken.has(id)) found.add(id)
      fill()
      if (!stuck()) deps.onRound()
    } catch (error) {
      log.warn(`looking for work failed: ${sentenceOf(error)}`)
    }
    if (stopping) return
    cancelSweep = clock.after(sweepMs, () => {
      sweeping = sweep()
    })
  }
  let sweeping = sweep()

  return {
    wake,
    async [Symbol.asyncDispose]() {
      stopping = true
      cancelSweep()
      for (const { cancel } of timers.values()) cancel()
      const cancelDrain = clock.after(drainMs, () => stop.abort())
      await Promise.allSettled([sweeping, ...working.values()])
      cancelDrain()
    },
  }
}
