import { RequestId, type IncidentEvent } from '@devops-ai/contract'
import type { Records } from '../../packages/agent/test/records.ts'
import { journaled } from '../../packages/gateway/test/crash/journaled.ts'
import type { Trial } from './ordeal.ts'
import type { Story } from './points.ts'
import type { Seat } from './seat.ts'

type Type = IncidentEvent['type']

/** Those who trust neither service: each broken law, as a sentence. */
export async function judged(seat: Seat, trial: Trial, records: Records, lives: number): Promise<readonly string[]> {
  return [
    ...lost(trial, records),
    ...doubled(trial, records),
    ...toldWrongly(seat, trial, records, lives),
    ...askedTooOften(seat, trial, lives),
    ...(await changedWrongly(seat, trial, records)),
  ]
}

const otherThan = (what: string, got: unknown, expected: unknown): readonly string[] =>
  JSON.stringify(got) === JSON.stringify(expected)
    ? []
    : [`${what}: got ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`]

/** What was answered with 2xx is on record and has reached an incident. */
function lost({ sending }: Trial, { alerts, isWhole }: Records): readonly string[] {
  const wanted = sending.isAcknowledged() ? [{ fingerprint: sending.fingerprint, isRouted: true }] : []
  return [...otherThan('alerts on record', alerts, wanted), ...(isWhole ? [] : ['a log has a gap'])]
}

/** One incident, one plan that is carried out, and no end before it is verified. */
function doubled({ story }: Trial, { incidents }: Records): readonly string[] {
  const events = incidents.flatMap((incident) => incident.events)
  const count = (type: Type): number => events.filter((event) => event.type === type).length
  const place = (type: Type): number => events.findIndex((event) => event.type === type)
  const times = [count('opened'), count('operation_requested'), count('operation_answered'), count('resolved')]
  const approvals = [count('approval_awaited'), count('approval_granted')]
  return [
    ...otherThan('incidents', incidents.length, 1),
    ...otherThan('opened, requested, answered, resolved', times, [1, 1, story === 'approval' ? times[2] : 1, 1]),
    ...otherThan('approvals asked for and granted', approvals, story === 'approval' ? [1, 1] : [0, 0]),
    ...otherThan('verified', count('verified'), story === 'refused' ? 0 : 1),
    ...(story !== 'refused' && place('verified') > place('resolved') ? ['it was resolved before it was verified'] : []),
    ...otherThan('escalated', count('escalated') > 0, story === 'refused'),
  ]
}

/**
 * What is on record as told was told, and again at most once for each life. A message whose teller died before it was put on record
 * is told again, unless the person has decided meanwhile: then it is off the record, once for each death.
 */
function toldWrongly(seat: Seat, { story }: Trial, { incidents }: Records, lives: number): readonly string[] {
  return incidents.flatMap(({ id, events }) => {
    const ids = new Set(events.flatMap((event) => (event.type === 'notified' ? [event.message_id] : [])))
    const told = seat.told.filter(({ body }) => body.message_id.startsWith(id)).map(({ body }) => body.message_id)
    const wanted = messagesOf[story].map((kind) => `${id}:${kind}`)
    const isWanted = (kind: string): boolean => [...ids].some((told) => told.startsWith(kind))
    return [
      ...[...ids].filter((one) => !told.includes(one)).map((one) => `on record as told, and not told: ${one}`),
      ...unrecorded(
        told.filter((one) => !ids.has(one)),
        lives,
      ),
      ...wanted.filter((kind) => !isWanted(kind)).map((kind) => `nobody was told ${kind}`),
      ...(told.length > ids.size + lives - 1 ? [`${told.length} messages in ${lives} lives`] : []),
    ]
  })
}

const unrecorded = (messages: readonly string[], lives: number): readonly string[] =>
  messages.length <= lives - 1 && messages.every((one) => one.includes(':approval:'))
    ? []
    : [`told in ${lives} lives and not on record: ${messages.join(', ')}`]

/** What a person is told in each story, by the beginnings of the messages' ids. */
export const messagesOf = {
  repair: [],
  model: [],
  // Whoever decides before he is told needs no message.
  approval: [],
  refused: ['escalated', 'resolved'],
} satisfies Record<Story, readonly string[]>

/** A model is asked at most once more for each restart. */
function askedTooOften(seat: Seat, { story, victim }: Trial, lives: number): readonly string[] {
  const asked = seat.questions.filter(({ everything }) => everything.includes(victim.name)).length
  return story === 'model' && asked <= lives ? [] : otherThan('questions', asked, 0)
}

/** One restart where one was allowed, on record from beginning to end. */
async function changedWrongly(seat: Seat, trial: Trial, { incidents }: Records): Promise<readonly string[]> {
  const { victim, story } = trial
  const { recorder } = seat.site
  const times = story === 'refused' ? 1 : 2
  const ids = incidents.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'operation_requested' ? [event.request_id] : [])),
  )
  const entries = await Promise.all(ids.map((id) => journaled(seat.both, RequestId.parse(id))))
  const signals = recorder.of(victim.id, 'kill').filter(({ attributes }) => attributes['signal'] === '15')
  return [
    ...otherThan('starts that the entrypoint counted', await victim.starts(times), times),
    ...otherThan('starts that the engine told of', recorder.of(victim.id, 'start').length, times),
    ...otherThan('times that the engine began to stop it', signals.length, times - 1),
    ...otherThan('times of a start', (await victim.startedAt()).length, times),
    ...otherThan('the journal', entries.flat(), story === 'refused' ? [] : ['intent', 'outcome']),
  ]
}
