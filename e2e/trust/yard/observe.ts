import type { EventRecorder } from '@devops-ai/testkit'
import { type Answer, ask } from './ask.ts'
import { type Attempt, type Footprint, granted, isChangeKind } from './grants.ts'
import { everybody, type InhabitantName } from './inhabitants.ts'
import { differences, type Snapshot } from './snapshot.ts'
import type { Yard } from './yard.ts'

type Event = EventRecorder['events'][number]

/** What came of one request, as the engine itself shows it. */
export interface Observed {
  readonly answer: Answer
  /** The operation that changed something, where one did. */
  readonly changed: string | null
  /** Each effect that nobody granted, as a sentence. */
  readonly violations: readonly string[]
}

/** Watches an engine through one request after the other; what one of them changed is made anew before the next. */
export async function observer(yard: Yard): Promise<(attempt: Attempt) => Promise<Observed>> {
  let [mark, before] = [await yard.mark(), await yard.look()]
  return async (attempt) => {
    const target = inhabitantCalled(yard, attempt.target)
    const id = target === null ? null : yard.idOf(target)
    const answer = await ask(yard, attempt)
    const [end, after] = [await yard.mark(), await yard.look()]
    const events = yard.recorder.events.slice(mark, end)
    const violations = [...judged(yard, [{ attempt, answer }], { before, after, events })]
    const changed = whatChanged(answer)
    if (changed !== null && target !== null) await yard.renew(target)
    const later = yard.recorder.events.slice(end, (mark = await yard.mark()))
    const own = new Set([id, target === null ? null : yard.idOf(target)])
    const isOwn = (event: Event): boolean => own.has(about(event)) || isMadeAgain(event, yard)
    violations.push(...later.filter((event) => !isTick(event) && !isOwn(event)).map(strange))
    const renewed = await yard.look()
    const moved = [...differences(after, renewed)].filter(([thing]) => !own.has(thing.replace(/^container /, '')))
    before = renewed
    return { answer, changed, violations: [...violations, ...moved.map(notAsBefore)] }
  }
}

/** Many requests, `atOnce` of them open at a time, and their answers in the same order: whatever nobody granted through any of them is a violation. */
export async function observeAll(
  yard: Yard,
  attempts: readonly Attempt[],
  {
    send = (attempt) => ask(yard, attempt),
    atOnce = 8,
  }: { send?: (attempt: Attempt) => Promise<Answer>; atOnce?: number } = {},
): Promise<{ readonly answers: readonly Answer[]; readonly violations: readonly string[] }> {
  const [mark, before] = [await yard.mark(), await yard.look()]
  const deeds: Deed[] = []
  const left = attempts.entries()
  const work = async (): Promise<void> => {
    for (const [place, attempt] of left) deeds[place] = { attempt, answer: await send(attempt) }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const [end, after] = [await yard.mark(), await yard.look()]
  const events = yard.recorder.events.slice(mark, end)
  return { answers: deeds.map(({ answer }) => answer), violations: judged(yard, deeds, { before, after, events }) }
}

interface Deed {
  readonly attempt: Attempt
  readonly answer: Answer
}

interface Seen {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly events: readonly Event[]
}

function judged(yard: Yard, deeds: readonly Deed[], { before, after, events }: Seen): readonly string[] {
  const changes = deeds.flatMap(({ attempt, answer }) => {
    const [kind, target] = [whatChanged(answer), inhabitantCalled(yard, attempt.target)]
    return kind === null ? [] : [{ kind, id: target && yard.idOf(target), may: granted(attempt, target, kind) }]
  })
  const may = (id: string, of: keyof Footprint): ReadonlySet<string> =>
    new Set(changes.filter((change) => change.id === id).flatMap((change) => change.may[of]))
  const unexpected = events.filter((event) => !isTick(event) && !may(about(event), 'events').has(event.action))
  const moved = [...differences(before, after)].filter(([thing, fields]) => {
    const mayMove = may(thing.replace(/^container /, ''), 'fields')
    return fields.some((field) => !mayMove.has(field))
  })
  return [
    ...changes.filter((change) => change.may.events.length === 0).map(({ kind }) => `${kind} ran without a grant`),
    ...unexpected.map(strange),
    ...moved.map(notAsBefore),
  ]
}

/** The change that the gateway says it has sent; whatever was a preview, a question or a refusal is none. */
function whatChanged({ status, said, kind }: Answer): string | null {
  const ran = status === 200 && ['success', 'failure', 'unknown'].includes(said)
  return ran && kind !== null && isChangeKind(kind) ? kind : null
}

const inhabitantCalled = (yard: Yard, name: string): InhabitantName | null =>
  everybody.find((one) => [one, yard.names.of(one), yard.idOf(one)].includes(name)) ?? null

/** The container that an event is about; a network or a volume says whom it got or lost. */
const about = ({ type, id, attributes }: Event): string => (type === 'container' ? id : (attributes['container'] ?? id))

const isTick = ({ action, name }: Event): boolean => action === 'rename' && name.startsWith('clock-')

/** Whoever makes a container with a volume asks for that volume too, and the engine tells of it though it was there. */
const isMadeAgain = ({ type, action, id }: Event, { names }: Yard): boolean =>
  type === 'volume' && action === 'create' && id === names.volume

const strange = (event: Event): string => `nobody granted: ${event.type} ${event.action} of ${event.name || event.id}`

const notAsBefore = ([thing, fields]: readonly [string, readonly string[]]): string =>
  `${thing} is not as before: ${fields.join(', ')}`
