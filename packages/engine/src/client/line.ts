import type { EngineName, Now } from '@devops-ai/contract'
import { EngineUnreachable } from '../ports.ts'
import type { EngineAddress } from './address.ts'
import { type Breaker, breaker } from './breaker.ts'
import type { Session } from './session.ts'
import type { TlsMaterial } from './tls-files.ts'
import { type Transport, transport } from './transport.ts'

/** The line to one engine: connections, a breaker and a bound of its own, shared with no other engine. */
export interface Line {
  /** Calls by this wire are never held back; what comes of them opens and closes the breaker. */
  readonly wire: Transport
  /** The same session, its reads refused at once while the engine is known not to answer or has too many of them. */
  guarded(calls: Session): Session
}

export interface LineSettings {
  readonly name: EngineName
  readonly address: EngineAddress
  readonly tls: TlsMaterial | null
  /** How long the engine may take to answer what no container can delay, in milliseconds. */
  readonly pingMs: number
  /** So many reads may be open at once: a hung engine holds up no more requests than these. */
  readonly mostReads: number
  readonly now: Now
}

// With the question that confirms it, the third silence in a row makes an engine unreachable.
const mostFailures = 2

export function line({ name, address, tls, pingMs, mostReads, now }: LineSettings): Line {
  const bare = transport(address, tls, now)
  let lost = new AbortController()
  const state = breaker({
    mostFailures,
    confirm: () => bare.get('/_ping', {}, pingMs),
    opened(reason) {
      // Whoever follows keeps the stream of events: an engine that shuts down is deaf before it has told all.
      bare.renew(new Error(reason))
      lost.abort(new Error(reason))
      lost = new AbortController()
    },
  })
  const door = doorOf(name, state, mostReads)
  return { wire: reporting(bare, state), guarded: (calls) => guarded(calls, door, () => lost.signal) }
}

function reporting(wire: Transport, state: Breaker): Transport {
  async function told<T>(call: Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      const answer = await call
      state.answered()
      return answer
    } catch (error) {
      // A reader who has read enough says nothing about the engine; one whose time is up does.
      if (!signal?.aborted || isTimeout(signal.reason)) state.failed()
      throw error
    }
  }
  return {
    ...wire,
    get: (path, query, deadlineMs) => told(wire.get(path, query, deadlineMs)),
    pour: (path, query, sink) => told(wire.pour(path, query, sink)),
    open: (path, query, signal) => told(wire.open(path, query, signal), signal),
    send: (method, path, query, body) => told(wire.send(method, path, query, body)),
  }
}

const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError'

/** The door for reads. */
interface Door {
  /** Throws `EngineUnreachable` while the engine is known not to answer. */
  check(): void
  /** Lets a read begin or throws `EngineUnreachable`; what it gives is disposed of when the read has ended. */
  enter(): Disposable
}

function doorOf(name: EngineName, state: Breaker, mostReads: number): Door {
  let open = 0
  const check = (): void => {
    const refusal = state.refusal()
    if (refusal !== null)
      throw new EngineUnreachable(
        `the engine ${name} has stopped answering: ${refusal}; it is tried every few seconds and asked again once it answers`,
      )
  }
  return {
    check,
    enter() {
      check()
      if (open >= mostReads)
        throw new EngineUnreachable(`the engine ${name} has ${open} reads to answer already, expected fewer`)
      open += 1
      return { [Symbol.dispose]: () => void (open -= 1) }
    },
  }
}

/** Changes pass: each was looked at just before, and to hold one back that is on record would make it unknown. */
const guarded = (calls: Session, door: Door, lost: () => AbortSignal): Session => ({
  ...calls,
  async read(shape, path, query) {
    using _read = door.enter()
    return await calls.read(shape, path, query)
  },
  async fetch(call, patient) {
    using _read = door.enter()
    const fetched = await calls.fetch(call, patient)
    // That nothing happened in time is an answer only while the engine is there to tell.
    if (fetched.kind === 'late') door.check()
    return fetched
  },
  async open(path, query, signal) {
    using _read = door.enter()
    return await calls.open(path, query, AbortSignal.any([signal, lost()]))
  },
  async pour(path, query, sink) {
    using _read = door.enter()
    return await calls.pour(path, query, sink)
  },
})
