import { subscribe } from 'node:diagnostics_channel'
import { z } from 'zod'
import { passing } from './passing.ts'

/**
 * A sudden end around what goes out of the agent and what comes in: wrapped around `fetch`, its only way out, or told by Node
 * of bytes that were written.
 */
type Out = 'read' | 'look' | 'call' | 'question' | 'telling'

const Asked = z.object({ request_id: z.string().optional() })

let isChanged = false

/** Only a change has an id; a read after one is a look whether it helped. */
function outOf(url: string, body: string): Out | null {
  const { pathname } = new URL(url)
  if (pathname.endsWith('/chat/completions')) return 'question'
  if (pathname.endsWith('/hook')) return 'telling'
  if (pathname !== '/execute-docker-command') return null
  if (Asked.parse(JSON.parse(body)).request_id !== undefined) return 'call'
  return isChanged ? 'look' : 'read'
}

let underWay: Out | null = null

const { fetch } = globalThis

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  const out = outOf(url, typeof init?.body === 'string' ? init.body : '{}')
  if (out === null) return await fetch(input, init)
  passing(`before ${out}`)
  underWay = out
  const response = await fetch(input, init)
  const answer = await response.arrayBuffer()
  if (out === 'call') isChanged = true
  passing(out === 'call' ? 'after answer' : `after ${out}`)
  const { status, statusText, headers } = response
  return new Response(answer, { status, statusText, headers })
}

const field = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null && name in thing ? Reflect.get(thing, name) : undefined

const isOf = (message: unknown, name: 'url' | 'path', shape: RegExp): boolean => {
  const request = field(message, 'request')
  return field(request, 'method') === 'POST' && shape.test(String(field(request, name)))
}

const alerts = /^\/webhook\/alerts/
subscribe('http.server.request.start', (message) => void (isOf(message, 'url', alerts) && passing('alerts arrived')))
subscribe('http.server.response.finish', (message) => void (isOf(message, 'url', alerts) && passing('alerts answered')))
subscribe(
  'undici:request:bodySent',
  (message) => void (underWay && isOf(message, 'path', /./) && passing(`${underWay} sent`)),
)
