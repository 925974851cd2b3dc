import { instant, refuse, type Instant, type Refusal } from '@devops-ai/contract'
import { storeAlerts, storedOf, type Stored } from '../store/alerts.ts'
import { onceMore } from '../store/once-more.ts'
import type { Database, Tx } from '../store/database.ts'
import type { Bytes } from './body/bytes.ts'
import { parseBody, type Element, type Parsed } from './body/parse.ts'
import { turns } from './body/turns.ts'
import { groupOf, occurrenceOf, withoutList, type Group, type Occurrence } from './occurrence.ts'
import type { StoreTogether } from './store-together.ts'

/** A body up to this is read once, as a whole, and stored together with others; a larger one piece by piece. */
const smallBytes = 256 * 1024
/** Bytes of bodies whose alerts are in memory at the same time; the others wait as they came. */
const mostReading = 8 * 1024 * 1024
const largeWeight = 4 * 1024 * 1024
/** Reasons that are told of those not understood. */
const mostReasons = 10

/** What became of a body: every alert that was understood is stored. */
export interface Taken extends Stored {
  readonly ok: true
  readonly notUnderstood: number
  /** Of the first of them, with their places. */
  readonly reasons: readonly string[]
  /** Alerts that the sender says it cut off. */
  readonly leftOut: number
}

export interface TakeInDeps {
  readonly db: Database
  readonly together: StoreTogether
  readonly now: () => Date
}

/** Takes a body of alerts in, whole or not at all. A body that is no JSON is refused. Throws what the database throws. */
export type TakeIn = (bytes: Bytes, sender: string) => Promise<Taken | Refusal>

export function takingIn({ db, together, now }: TakeInDeps): TakeIn {
  const turn = turns(mostReading)

  const takeIn = async (bytes: Bytes, sender: string): Promise<Taken | Refusal> => {
    const at = now()
    // A large one is read once for the sake of what stands around the alerts and may come after them, and once for the alerts.
    const small = bytes.length <= smallBytes
    const elements: Element[] = []
    const parsed = await lastOf(parseBody(bytes), (some) => void (small && elements.push(...some)))
    if (!parsed.ok) return refuse('invalid_request', `the body is no JSON: ${parsed.detail}`)
    const group = groupOf(parsed.around, sender, at)
    if (parsed.lists === 0) {
      const only = withoutList(parsed.around)
      if (!only) return refuse('invalid_request', 'expected a JSON object with a list "alerts", or a list of alerts')
      const read = reading(group)
      const batch = read.occurrencesOf(only.map((value) => ({ ok: true, value })))
      return read.taken(await together(batch))
    }
    if (small) {
      const read = reading(group)
      return read.taken(await together(read.occurrencesOf(elements)))
    }
    return onceMore(() => db.transaction().execute((tx) => storePieces(tx, bytes, reading(group), instant(at))))
  }
  return (bytes, sender) => turn(Math.min(bytes.length, largeWeight), () => takeIn(bytes, sender))
}

/** Stores a large body piece by piece: while the database writes one, the next is read. */
async function storePieces(tx: Tx, bytes: Bytes, read: Reading, at: Instant): Promise<Taken> {
  let [stored, repeated] = [0, 0]
  let writing = Promise.resolve<Stored>({ stored: 0, repeated: 0 })
  const written = async (): Promise<void> => {
    const one = await writing
    stored += one.stored
    repeated += one.repeated
  }
  for await (const elements of parseBody(bytes)) {
    const batch = read.occurrencesOf(elements)
    await written()
    writing = storeAlerts(tx, batch, at).then((fresh) => storedOf(batch, fresh))
    // It is awaited when the next is read, and fails then.
    writing.catch(() => {})
  }
  await written()
  return read.taken({ stored, repeated })
}

type Reading = ReturnType<typeof reading>

/** Understands the elements of one body, and keeps count of those that it does not. */
function reading(group: Group) {
  const reasons: string[] = []
  let place = 0
  let notUnderstood = 0
  return {
    occurrencesOf: (elements: readonly Element[]): readonly Occurrence[] =>
      elements.flatMap((element) => {
        const understood = element.ok ? occurrenceOf(element.value, group) : element
        place += 1
        if (understood.ok) return [understood.occurrence]
        notUnderstood += 1
        if (reasons.length < mostReasons) reasons.push(`alert ${place - 1}: ${understood.reason}`)
        return []
      }),
    taken: (stored: Stored): Taken => ({ ok: true, ...stored, notUnderstood, reasons, leftOut: group.leftOut }),
  }
}

async function lastOf(
  parsing: AsyncGenerator<readonly Element[], Parsed>,
  each: (elements: readonly Element[]) => void,
): Promise<Parsed> {
  for (;;) {
    const { done, value } = await parsing.next()
    if (done) return value
    each(value)
  }
}
