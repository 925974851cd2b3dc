import type { EngineName, Now } from '@devops-ai/contract'
import { EngineInspect, EngineListItem } from '@devops-ai/operations'
import { z } from 'zod'
import { type Engine, type EngineEvent, EngineRefused, EngineUnreachable } from '../ports.ts'
import { parseEngineUrl } from './address.ts'
import { boundedCache } from './bounded-cache.ts'
import { assertChange, assertRead, openChanges } from './change.ts'
import type { Learn } from './configuration.ts'
import { decodeEvent } from './decode-event.ts'
import { findObject } from './find.ts'
import { line } from './line.ts'
import { permits } from './permits.ts'
import { lookAtContainer, lookAtService } from './look.ts'
import { readLog } from './read-log.ts'
import { readWindow } from './read-window.ts'
import { type Session, session } from './session.ts'
import { sharedReads } from './shared-reads.ts'
import { type Hear, telling } from './telling.ts'
import { textLines } from './text-lines.ts'
import type { TlsMaterial } from './tls-files.ts'

export interface EngineSettings {
  readonly name: EngineName
  /** As `parseEngineUrl` takes it; it says beforehand whether it is one. */
  readonly url: string
  /** Belongs to `tcp://`, and only there. */
  readonly tls?: TlsMaterial
  readonly readDeadlineMs: number
  /** How long a change is waited for: the longest stop time-out of this engine's containers and some more. */
  readonly changeDeadlineMs: number
  /** So many reads of requests may be open at once; more are refused. Unbounded where it is left out. */
  readonly mostReads?: number
  readonly now: Now
  /** Told what each container and service that is met was configured with. */
  readonly learn: Learn
  readonly hear: Hear
}

/** An engine that refuses reads at once while it is known not to answer, or when too many of them are open. */
export type ConnectedEngine = Engine &
  AsyncDisposable & {
    /** The same engine for whoever follows it: never held back. What it gets through lets all others through again. */
    readonly follower: Engine
  }

const longestPingMs = 5_000

const ImageConfig = z.object({ Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish() })
const Terminal = z.object({ Config: z.object({ Tty: z.boolean() }) })
const ServiceTerminal = z.object({
  Spec: z.object({
    TaskTemplate: z.object({ ContainerSpec: z.object({ TTY: z.boolean().default(false) }).nullish() }),
  }),
})

/** A client of one engine. It connects at the first call and again whenever a connection is gone. */
export function connectEngine(settings: EngineSettings): ConnectedEngine {
  const { name, url, tls = null, readDeadlineMs, mostReads = Number.POSITIVE_INFINITY, now } = settings
  const parsed = parseEngineUrl(url, tls !== null)
  if (!parsed.ok) throw new Error(parsed.problem)
  const pingMs = Math.min(readDeadlineMs, longestPingMs)
  const { wire, guarded } = line({ name, address: parsed.address, tls, pingMs, mostReads, now })
  const calls = session(name, wire, { readMs: readDeadlineMs, pingMs })
  const told = telling(name, settings)
  return {
    ...sharedReads(engineOver(guarded(calls), settings, told)),
    follower: engineOver(calls, settings, told),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  }
}

function engineOver(calls: Session, settings: EngineSettings, told: ReturnType<typeof telling>): Engine {
  const { name: engine, readDeadlineMs, changeDeadlineMs, learn } = settings
  const changes = openChanges(engine, changeDeadlineMs)
  const images = boundedCache<string, Readonly<Record<string, string>>>(512)
  const terminals = boundedCache<string, boolean>(512)

  async function hasTerminal({ object, id }: { object: 'container' | 'service'; id: string }): Promise<boolean> {
    const known = terminals.get(id)
    if (known !== undefined) return known
    const tty =
      object === 'container'
        ? (await must(calls, Terminal, `/containers/${id}/json`)).Config.Tty
        : ((await must(calls, ServiceTerminal, `/services/${id}`)).Spec.TaskTemplate.ContainerSpec?.TTY ?? false)
    terminals.set(id, tty)
    return tty
  }

  return {
    name: engine,
    apiVersion: calls.version,
    ping: calls.ping,
    list: () => must(calls, z.array(EngineListItem), '/containers/json', { all: '1' }),
    inspect: (id) => calls.read(tellingOf(told, id), `/containers/${id}/json`),
    hasOpenChange: changes.has,

    async imageLabels(imageId) {
      const known = images.get(imageId)
      if (known) return known
      const image = await readable(calls.read(ImageConfig, `/images/${encodeURIComponent(imageId)}/json`))
      if (!image) return null
      const labels = image.Config?.Labels ?? {}
      images.set(imageId, labels)
      return labels
    },

    async fetch(call, { patient } = { patient: false }) {
      assertRead(call)
      const fetched = await calls.fetch(call, patient)
      const id = inspected.exec(call.path)?.[1]
      if (fetched.kind === 'answer' && id !== undefined) told(id, fetched.json)
      return fetched
    },

    log: (of, call, maxBytes) =>
      readLog(calls, { call, maxBytes, tty: () => hasTerminal(of), deadlineMs: readDeadlineMs }),
    window: (call, maxBytes) => readWindow(calls, { call, maxBytes, deadlineMs: readDeadlineMs }),
    look: (object, id) => (object === 'container' ? lookAtContainer(calls, id) : lookAtService(calls, id)),
    permits: () => permits(calls),
    find: (object, name) => findObject(calls, { engine, object, name, learn }),

    async change(targetId, call) {
      assertChange(call)
      const { status, text } = await changes.waitFor(targetId, call.path, calls.send(call))
      return { status, message: text }
    },

    events: (since, signal) => containerEvents(calls, since, signal),
  }
}

// Without this choice every probe of every health check would be three events.
const heard = [
  ...['create', 'start', 'restart', 'rename', 'update', 'health_status', 'oom'],
  ...['kill', 'die', 'stop', 'pause', 'unpause', 'destroy'],
]

async function* containerEvents(calls: Session, since: Date | null, signal: AbortSignal): AsyncIterable<EngineEvent> {
  const query = {
    filters: JSON.stringify({ type: ['container'], event: heard }),
    ...(since && { since: (since.getTime() / 1000).toFixed(3) }),
  }
  try {
    const body = await calls.open('/events', query, signal)
    if (!body) throw gone('/events')
    for await (const line of textLines(body)) {
      const event = decodeEvent(line)
      if (event) yield event
    }
    throw new EngineUnreachable('the stream of events ended')
  } catch (error) {
    if (!signal.aborted) throw calls.broken('/events', error)
  }
}

const inspected = /^\/containers\/([^/]+)\/json$/

/** An inspect, of which is told what `EngineInspect` does not read. */
const tellingOf = (told: ReturnType<typeof telling>, id: string) =>
  z
    .unknown()
    .transform((inspect) => {
      told(id, inspect)
      return inspect
    })
    .pipe(EngineInspect)

/** A read of something that is expected to be there. */
async function must<S extends z.ZodType>(
  calls: Session,
  shape: S,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<z.infer<S>> {
  const answer = await calls.read(shape, path, query)
  if (answer === null) throw gone(path)
  return answer
}

const gone = (path: string): EngineRefused => new EngineRefused(404, `the engine knows nothing at ${path}`)

/** Null for what the engine refuses to tell; a broken connection is still an error. */
async function readable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof EngineRefused) return null
    throw error
  }
}
