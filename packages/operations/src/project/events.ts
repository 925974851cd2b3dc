import { z } from 'zod'
import { EngineEvent } from '../engine/event.ts'
import { instantAt } from './moment.ts'
import type { Projection } from './projection.ts'
import { by, counted, engineCell, mostRows, shown } from './rows.ts'

/** What "show what happened" answers in `data`, oldest first; where there were too many, the newest. */
export const EventsFacts = z.object({
  events: z.array(
    z.object({
      engine: z.string(),
      at: z.string().nullable(),
      type: z.string(),
      action: z.string(),
      id: z.string(),
      name: z.string(),
      details: z.record(z.string(), z.string()),
    }),
  ),
  truncated: z.boolean(),
})
export type EventsFacts = z.infer<typeof EventsFacts>

interface EventsPart {
  readonly engine: string
  readonly events: readonly unknown[]
}

/** Attributes that Docker itself sets. The others are labels, which say nothing of what happened. */
const told = ['image', 'exitCode', 'signal', 'container', 'driver', 'state.old', 'state.new', 'updatestate.new']

/** The events of all engines in the order of their own clocks. What is no event has its type as `unknown`. */
export function projectEvents(parts: readonly EventsPart[]): Projection<EventsFacts> {
  const all = parts
    .flatMap(({ engine, events }) => events.map((event) => factsOf(engine, event)))
    .toSorted(by(({ at }) => at ?? ''))
  const newest = all.slice(-mostRows)
  const cell = engineCell(parts)
  const { rows, text } = counted(
    newest,
    (row) => [
      row.at,
      cell(row),
      row.type,
      row.action,
      row.name === '' ? row.id : row.name,
      ...Object.entries(row.details).map(([name, value]) => `${name}=${value}`),
    ],
    'no events',
  )
  const dropped = all.length - rows.length
  return {
    data: { events: rows, truncated: dropped > 0 },
    text: dropped > 0 ? `[${dropped} before]\n${text}` : text,
  }
}

function factsOf(engine: string, event: unknown): EventsFacts['events'][number] {
  const read = EngineEvent.safeParse(event)
  if (!read.success) return { engine, at: null, type: 'unknown', action: '', id: '', name: '', details: {} }
  const { Type, Action, Actor, time, timeNano } = read.data
  const { name = '', ...attributes } = Actor.Attributes ?? {}
  return {
    engine,
    at: instantAt(timeNano === undefined ? time * 1_000 : timeNano / 1e6),
    type: shown(Type),
    action: shown(Action),
    id: shown(Actor.ID),
    name: shown(name),
    details: Object.fromEntries(
      told.flatMap((word) => (attributes[word] === undefined ? [] : [[word, shown(attributes[word])]])),
    ),
  }
}
