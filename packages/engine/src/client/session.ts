import type { EngineName } from '@devops-ai/contract'
import type { EngineCall } from '@devops-ai/operations'
import { z } from 'zod'
import { EngineRefused, EngineUnreachable, type Fetched, isSilence } from '../ports.ts'
import { reasonOf } from '../reason.ts'
import { EngineVersion, negotiate } from './api-version.ts'
import type { Answer, Query, Sink, Stream, Transport } from './transport.ts'

/** Versioned calls to one engine, their failures as the two errors of the port. */
export interface Session {
  /** The last negotiated version, or null before the first contact and while none is spoken by both. */
  version(): string | null
  /** A read, given up after `readMs`. 404 is null; another status than 2xx throws `EngineRefused`. */
  read<S extends z.ZodType>(shape: S, path: string, query?: Query): Promise<z.infer<S> | null>
  /** The same for any read, its JSON not looked at. */
  fetch(call: EngineCall, patient: boolean): Promise<Fetched>
  /** A stream that answered 200, null for 404. */
  open(path: string, query: Query, signal: AbortSignal): Promise<Stream['body'] | null>
  /** A body that goes into a sink; whether it was cut, or null for 404. */
  pour(path: string, query: Query, sink: Sink): Promise<{ readonly isCut: boolean } | null>
  /** A change: any status is an answer. Throws `EngineUnreachable` when the connection ends without one. */
  send(call: EngineCall): Promise<Answer>
  /** Does the engine answer, in a version of ours? Within `pingMs`, but for the first contact. */
  ping(): Promise<boolean>
  /** Whatever broke: to be thrown as is. The next call negotiates anew, since another engine may answer. */
  broken(what: string, cause: unknown): EngineUnreachable | EngineRefused
}

const EngineMessage = z.object({ message: z.string() })

// The engine asks its parts for their versions and starts programs for that.
const longestVersionMs = 10_000

export interface SessionSettings {
  readonly readMs: number
  readonly pingMs: number
}

export function session(name: EngineName, wire: Transport, { readMs, pingMs }: SessionSettings): Session {
  let known: string | null = null
  let negotiated: Promise<string> | null = null

  function broken(what: string, cause: unknown): EngineUnreachable | EngineRefused {
    if (isSilence(cause)) return cause
    negotiated = null
    return new EngineUnreachable(`the engine ${name} did not answer ${what}: ${reasonOf(cause)}`, { cause })
  }

  const versioned = async (path: string): Promise<string> => `/v${await (negotiated ??= agree())}${path}`

  async function agree(): Promise<string> {
    try {
      const answer = await wire.get('/version', {}, Math.min(readMs, longestVersionMs))
      if (answer.status !== 200) throw refused('/version', answer)
      const agreed = negotiate(parse(EngineVersion, '/version', answer.text))
      known = agreed.ok ? agreed.version : null
      if (!agreed.ok) throw new EngineRefused(400, `the engine ${name} cannot be used: ${agreed.detail}`)
      return agreed.version
    } catch (error) {
      negotiated = null
      throw broken('/version', error)
    }
  }

  function parse<S extends z.ZodType>(shape: S, path: string, text: string): z.infer<S> {
    const parsed = shape.safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
    throw new EngineRefused(502, `the engine ${name} answered ${path} with another shape${where}: ${issue?.message}`)
  }

  const refused = (path: string, { status, text }: Answer): EngineRefused =>
    new EngineRefused(status, `the engine ${name} refused ${path} with ${status}: ${messageOf(text)}`)

  /** The text of an answer that went well, null for 404; throws for another status. */
  function okText(path: string, answer: Answer): string | null {
    if (answer.status === 404) return null
    if (answer.status < 200 || answer.status > 299) throw refused(path, answer)
    return answer.text
  }

  return {
    version: () => known,
    broken,
    async read(shape, path, query = {}) {
      try {
        const text = okText(path, await wire.get(await versioned(path), query, readMs))
        return text === null ? null : parse(shape, path, text)
      } catch (error) {
        throw broken(path, error)
      }
    },
    async fetch({ method, path, query }, patient) {
      try {
        const place = await versioned(path)
        const answer = method === 'GET' ? await wire.get(place, query, readMs) : await wire.wait(place, query, readMs)
        if (answer === 'late' && patient) return { kind: 'late' }
        if (answer === 'late') throw new Error(`nothing came within ${readMs} ms`)
        const text = okText(path, answer)
        return text === null ? { kind: 'missing' } : { kind: 'answer', json: parseJson(text) }
      } catch (error) {
        throw broken(path, error)
      }
    },
    async open(path, query, signal) {
      try {
        const { status, body } = await wire.open(await versioned(path), query, signal)
        if (status === 200) return body
        const answer = { status, text: await body.text() }
        if (status === 404) return null
        throw refused(path, answer)
      } catch (error) {
        throw broken(path, error)
      }
    },
    async pour(path, query, sink) {
      try {
        const answer = await wire.pour(await versioned(path), query, sink)
        return okText(path, answer) === null ? null : answer
      } catch (error) {
        throw broken(path, error)
      }
    },
    async send({ method, path, query, body }) {
      if (method === 'GET') throw new Error(`a change is no GET ${path}`)
      try {
        const { status, text } = await wire.send(method, await versioned(path), query, body)
        return { status, text: text === '' ? '' : messageOf(text) }
      } catch (error) {
        throw broken(path, error)
      }
    },
    async ping() {
      try {
        if ((await wire.get('/_ping', {}, pingMs)).status !== 200) return false
        await versioned('')
        return true
      } catch {
        negotiated = null
        return false
      }
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The engine's own words: its JSON message, or the beginning of whatever else it said. */
function messageOf(text: string): string {
  const message = EngineMessage.safeParse(parseJson(text))
  return (message.success ? message.data.message : text).trim().slice(0, 1000)
}
