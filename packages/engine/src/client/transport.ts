import { Pool } from 'undici'
import type { EngineAddress } from './address.ts'

export type Query = Readonly<Record<string, string>>

export interface Answer {
  readonly status: number
  readonly text: string
}

export interface Stream {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array> & { destroy(): unknown; text(): Promise<string> }
}

/** HTTP to one engine. Everything here throws whatever the connection threw; redirects are answers, never followed. */
export interface Transport extends AsyncDisposable {
  /** Given up after `deadlineMs`. */
  get(path: string, query: Query, deadlineMs: number): Promise<Answer>
  /** A body to be read piece by piece until `signal` aborts. The reader destroys what it does not read. */
  open(path: string, query: Query, signal: AbortSignal): Promise<Stream>
  /** Sent once and never given up: it settles when the engine answers or the connection is gone. */
  post(path: string, query: Query): Promise<Answer>
}

// An answer larger than this is no list of containers.
const largestAnswer = 64 * 1024 * 1024
// Reads share connections; a connection that streams or changes something is never waited for by a read.
const readConnections = 16
const keepAliveMs = 60_000

export function transport({ origin, socketPath }: EngineAddress): Transport {
  const place = { ...(socketPath !== null && { socketPath }), keepAliveTimeout: keepAliveMs, allowH2: false }
  const reads = new Pool(origin, { ...place, connections: readConnections, maxResponseSize: largestAnswer })
  const streams = new Pool(origin, { ...place, headersTimeout: 0, bodyTimeout: 0 })
  const changes = new Pool(origin, { ...place, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: largestAnswer })

  return {
    async get(path, query, deadlineMs) {
      const signal = AbortSignal.timeout(deadlineMs)
      const { statusCode, body } = await reads.request({ method: 'GET', path, query, signal })
      return { status: statusCode, text: await body.text() }
    },
    async open(path, query, signal) {
      const { statusCode, body } = await streams.request({ method: 'GET', path, query, signal })
      return { status: statusCode, body }
    },
    async post(path, query) {
      const { statusCode, body } = await changes.request({ method: 'POST', path, query })
      return { status: statusCode, text: await body.text() }
    },
    async [Symbol.asyncDispose]() {
      // Changes on their way are let go on: closing waits for them, and nobody waits for the closing.
      changes.close().catch(() => undefined)
      await Promise.all([reads.destroy(), streams.destroy()])
    },
  }
}
