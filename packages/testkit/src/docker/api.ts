import { Pool } from 'undici'
import type { Readable } from 'node:stream'

/** A Docker client for tests, made apart from the gateway's own so that it can judge it. */
export interface DockerApi extends AsyncDisposable {
  readonly socketPath: string
  /** One call. Every status is an answer; throws only when the engine cannot be reached or the deadline passes. */
  readonly request: (call: Call) => Promise<Reply>
  /** A call whose answer is read as it comes; ends when `signal` aborts. Throws on a status that is not 2xx. */
  readonly stream: (call: Call, signal: AbortSignal) => Promise<Readable>
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** e.g. `/containers/json`, without an API version: the engine's newest. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly upload?: Uint8Array
  /** 60 s unless told. */
  readonly deadlineMs?: number
}

export interface Reply {
  readonly status: number
  readonly bytes: Buffer
  /** The answer's JSON, `undefined` when it is none. */
  readonly json: unknown
}

const parsed = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

const optionsOf = (call: Call) => ({
  method: call.method,
  path: call.query === undefined ? call.path : `${call.path}?${new URLSearchParams(call.query)}`,
  headers: { 'content-type': call.upload === undefined ? 'application/json' : 'application/x-tar' },
  body: call.upload ?? (call.body === undefined ? null : JSON.stringify(call.body)),
})

export function dockerAt(socketPath: string): DockerApi {
  const pool = new Pool('http://docker', { socketPath, connections: 32, headersTimeout: 0, bodyTimeout: 0 })
  return {
    socketPath,
    request: async (call) => {
      const signal = AbortSignal.timeout(call.deadlineMs ?? 60_000)
      const answer = await pool.request({ ...optionsOf(call), signal })
      const bytes = Buffer.from(await answer.body.arrayBuffer())
      return { status: answer.statusCode, bytes, json: parsed(bytes) }
    },
    stream: async (call, signal) => {
      const answer = await pool.request({ ...optionsOf(call), signal })
      if (answer.statusCode < 300) return answer.body
      throw new Error(`${call.method} ${call.path} answered ${answer.statusCode}: ${await answer.body.text()}`)
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** One call that must answer one of `statuses`; throws with the engine's own words otherwise. */
export async function call(api: DockerApi, what: Call, statuses: readonly number[]): Promise<Reply> {
  const reply = await api.request(what)
  if (statuses.includes(reply.status)) return reply
  const words = reply.bytes.toString('utf8').trim()
  throw new Error(`${what.method} ${what.path} answered ${reply.status}, expected ${statuses.join(' or ')}: ${words}`)
}
