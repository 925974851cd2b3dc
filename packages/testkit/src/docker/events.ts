import { createInterface } from 'node:readline'
import { z } from 'zod'
import { until } from '../until.ts'
import type { DockerApi } from './api.ts'

export interface EngineEvent {
  /** e.g. `container`. */
  readonly type: string
  /** e.g. `start`, `die`, `kill`, `health_status: unhealthy`. */
  readonly action: string
  readonly id: string
  /** The container's name; empty for what has none. */
  readonly name: string
  /** Labels of the container, `signal`, `exitCode` and the like. */
  readonly attributes: Readonly<Record<string, string>>
  /** The engine's own time in nanoseconds, unrounded. */
  readonly timeNano: bigint
}

export interface EventRecorder extends AsyncDisposable {
  /** All that happened since the recorder was started, in order. */
  readonly events: readonly EngineEvent[]
  /** Those of one container (by name or id) and action. */
  readonly of: (container: string, action: string) => readonly EngineEvent[]
  /** The first event, past ones included, that fits. */
  readonly waitFor: (container: string, action: string, deadlineMs: number) => Promise<EngineEvent>
  /** Resolves when nothing comes any more: all that an engine told before it died is recorded. */
  readonly ended: Promise<void>
}

const Line = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullable() }),
})

// JSON numbers would round nanoseconds since 1970, so they are read from the text.
const timeOf = (line: string): bigint => BigInt(/"timeNano":\s*(\d+)/.exec(line)?.[1] ?? '0')

const read = (line: string): EngineEvent => {
  const { Type, Action, Actor } = Line.parse(JSON.parse(line))
  const attributes = Actor.Attributes ?? {}
  return {
    type: Type,
    action: Action,
    id: Actor.ID,
    name: attributes['name'] ?? '',
    attributes,
    timeNano: timeOf(line),
  }
}

/** Records the engine's events from before this function returns until it is disposed. The engine's end ends it too. */
export async function recordEvents(api: DockerApi): Promise<EventRecorder> {
  const events: EngineEvent[] = []
  const stop = new AbortController()
  // `since` closes the gap between the answer's first byte and the engine's subscription.
  const query = { since: (Date.now() / 1000).toFixed(3) }
  const stream = await api.stream({ method: 'GET', path: '/events', query }, stop.signal)
  const ended = new Promise<void>((resolve) => stream.once('close', resolve))
  stream.on('error', () => {})
  const reader = createInterface({ input: stream })
  reader.on('error', () => {})
  reader.on('line', (line) => void events.push(read(line)))

  const of: EventRecorder['of'] = (container, action) =>
    events.filter((event) => event.action === action && (event.name === container || event.id === container))
  return {
    events,
    of,
    waitFor: (container, action, deadlineMs) =>
      until(() => of(container, action)[0], { what: `the event "${action}" of ${container}`, deadlineMs }),
    ended,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      reader.close()
      await Promise.resolve()
    },
  }
}
