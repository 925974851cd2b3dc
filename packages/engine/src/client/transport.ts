import type { Now } from '@devops-ai/contract'
import { Pool } from 'undici'
import type { EngineAddress } from './address.ts'
import { type Answer, exchange, NothingCame, pour, type Poured, type Sink } from './exchange.ts'
import { tlsConnector } from './tls-connector.ts'
import type { TlsMaterial } from './tls-files.ts'
import { tlsTrouble } from './tls-trouble.ts'

export type { Answer, Poured, Sink }
export type Query = Readonly<Record<string, string>>

export interface Stream {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array> & {
    destroy(): unknown
    text(): Promise<string>
    once(event: 'close', listener: () => void): unknown
  }
}

/**
 * HTTP to one engine. Everything here throws what the connection threw, said clearly where it is about certificates;
 * redirects are answers, never followed.
 */
export interface Transport extends AsyncDisposable {
  /** Given up after `deadlineMs`. */
  get(path: string, query: Query, deadlineMs: number): Promise<Answer>
  /** The same, the body going into a sink, on a connection of its own. */
  pour(path: string, query: Query, sink: Sink): Promise<Poured>
  /** A body to be read piece by piece until `signal` aborts. The reader destroys what it does not read. */
  open(path: string, query: Query, signal: AbortSignal): Promise<Stream>
  /** Sent once and never given up: it settles when the engine answers or the connection is gone. `body` goes as JSON. */
  send(method: 'POST' | 'DELETE', path: string, query: Query, body: unknown): Promise<Answer>
  /** What the engine answers when something happens, on a connection of its own; `late` after `deadlineMs`. */
  wait(path: string, query: Query, deadlineMs: number): Promise<Answer | 'late'>
  /** Ends all reads, also into sinks, with `reason` and uses no connection again that there is; streams and changes go on. */
  renew(reason: Error): void
}

// An answer larger than this is no list of containers.
const largestAnswer = 64 * 1024 * 1024
// Reads share connections; a connection that streams or changes something is never waited for by a read.
const readConnections = 16
const keepAliveMs = 60_000
const connectTimeout = 5_000

export function transport({ origin, socketPath }: EngineAddress, tls: TlsMaterial | null, now: Now): Transport {
  const place = {
    ...(socketPath !== null && { socketPath }),
    ...(tls && { connect: tlsConnector(tls, connectTimeout) }),
    connectTimeout,
    keepAliveTimeout: keepAliveMs,
    allowH2: false,
  }
  const poolOfReads = (): Pool =>
    new Pool(origin, { ...place, connections: readConnections, maxResponseSize: largestAnswer })
  const poolOfStreams = (): Pool => new Pool(origin, { ...place, headersTimeout: 0, bodyTimeout: 0 })
  const changes = new Pool(origin, { ...place, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: largestAnswer })
  let reads = poolOfReads()
  let [streams, outputs] = [poolOfStreams(), poolOfStreams()]
  const clear = (error: unknown): unknown => (tls ? tlsTrouble(error, tls, now()) : error)

  return {
    async get(path, query, deadlineMs) {
      try {
        return await exchange(reads, { method: 'GET', path, query }, deadlineMs)
      } catch (error) {
        throw clear(error)
      }
    },
    async pour(path, query, sink) {
      try {
        return await pour(outputs, { method: 'GET', path, query }, sink)
      } catch (error) {
        throw clear(error)
      }
    },
    async open(path, query, signal) {
      try {
        const { statusCode, body } = await streams.request({ method: 'GET', path, query, signal })
        return { status: statusCode, body }
      } catch (error) {
        throw clear(error)
      }
    },
    async send(method, path, query, json) {
      const content =
        json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
      // On a connection that was idle nobody knows whether a change was received, so each one has a fresh connection.
      try {
        const { statusCode, body } = await changes.request({ method, path, query, reset: true, ...content })
        return { status: statusCode, text: await body.text() }
      } catch (error) {
        throw clear(error)
      }
    },
    async wait(path, query, deadlineMs) {
      try {
        return await exchange(streams, { method: 'POST', path, query }, deadlineMs)
      } catch (error) {
        if (error instanceof NothingCame) return 'late'
        throw clear(error)
      }
    },
    renew(reason) {
      reads.destroy(reason).catch(() => undefined)
      outputs.destroy(reason).catch(() => undefined)
      streams.close().catch(() => undefined)
      reads = poolOfReads()
      ;[streams, outputs] = [poolOfStreams(), poolOfStreams()]
    },
    async [Symbol.asyncDispose]() {
      // Changes on their way are let go on: closing waits for them, and nobody waits for the closing.
      changes.close().catch(() => undefined)
      await Promise.all([reads, streams, outputs].map((pool) => pool.destroy()))
    },
  }
}
