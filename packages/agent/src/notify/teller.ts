import { instant, type IncidentEvent, type IncidentId } from '@devops-ai/contract'
import { sentenceOf, type Clock, type Log } from '../ports.ts'
import { startRounds, type Rounds } from '../runner/rounds.ts'
import { appendEvents, type Appended, type Rules } from '../store/append.ts'
import type { Database } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { claimTellings, dropOtherChannels, dropTelling, settleTelling, type ClaimedTelling } from '../store/tellings.ts'
import { deadlineMs, type Channel } from './channel.ts'
import { compose } from './compose.ts'
import { isObsolete, nextOf } from './schedule.ts'
import type { TellingSettings } from './settings.ts'

export interface TellerDeps {
  readonly db: Database
  readonly channels: readonly Channel[]
  readonly settings: Pick<TellingSettings, 'firstRepeatSeconds' | 'longestRepeatSeconds'>
  readonly rules: Rules
  readonly clock: Clock
  readonly log: Log
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
}

/** Tells people, apart from the work on incidents: a channel that hangs keeps neither that nor another channel. */
export type Teller = Rounds

const sweepMs = 1_000
const mostAtOnce = 8
/** Whoever has not said by then how it went is dead. */
const claimMs = deadlineMs * 2

/** Starts telling. Every channel has rounds of its own. */
export function startTeller(deps: TellerDeps): Teller {
  const { db, channels, clock, log } = deps
  const rounds = channels.map((channel) =>
    startRounds({
      clock,
      round: (signal) => tellDue(deps, channel, signal),
      failed: (error) => log.warn(`telling by ${channel.name} waits for the database: ${sentenceOf(error)}`),
      restMs: () => sweepMs,
    }),
  )
  dropOtherChannels(
    db,
    channels.map(({ name }) => name),
  ).catch((error: unknown) => log.warn(`messages for channels that are off stay listed: ${sentenceOf(error)}`))
  return {
    wake() {
      for (const each of rounds) each.wake()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(rounds.map((each) => each[Symbol.asyncDispose]()))
    },
  }
}

/** Tells what is due; true when there was something. */
async function tellDue(deps: TellerDeps, channel: Channel, signal: AbortSignal): Promise<boolean> {
  const now = deps.clock.now()
  const until = new Date(now.getTime() + claimMs)
  const due = await claimTellings(deps.db, { channel: channel.name, now, until, limit: mostAtOnce })
  await Promise.all(due.map((telling) => tellOne(deps, channel, telling, signal)))
  return due.length > 0
}

async function tellOne(
  deps: TellerDeps,
  channel: Channel,
  telling: ClaimedTelling,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock, log, settings } = deps
  const { incident_id, message_id, delivered: repeat } = telling
  const incident = await findIncident(db, incident_id)
  if (!incident || isObsolete(telling, incident)) return dropTelling(db, telling.id)
  const message = await compose(db, incident, message_id, { repeat, sent_at: instant(clock.now()) })
  const { delivered, detail } = await channel.tell(message, signal)
  // What the end of this process cut off is told by the next one.
  if (signal.aborted && !delivered) return
  if (!delivered) log.warn(`${message_id} could not be told by ${channel.name}: ${detail}`)
  const told: IncidentEvent = { type: 'notified', channel: channel.name, message_id, delivered, detail }
  const next = nextOf(telling, { delivered, incident, now: clock.now() }, settings)
  await settle(deps, incident_id, told, (tx) => settleTelling(tx, telling, delivered, next))
}

type Settle = (tx: Parameters<typeof settleTelling>[0]) => Promise<void>

async function settle(
  { db, clock, rules, onAppended }: TellerDeps,
  id: IncidentId,
  told: IncidentEvent,
  settled: Settle,
): Promise<void> {
  const appended = await db.transaction().execute(async (tx) => {
    const written = await appendEvents(tx, [{ id, events: [told] }], instant(clock.now()), rules)
    await settled(tx)
    return written
  })
  onAppended(appended)
}
