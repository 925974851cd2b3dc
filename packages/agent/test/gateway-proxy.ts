import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/** What may happen between an agent and its gateway. `forward` sends the request on and answers with what came back. */
interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly forward: () => Promise<void>
}
type Fault = (exchange: Exchange) => Promise<void> | void

const saying =
  (status: number, type: string, body: string): Fault =>
  ({ response }) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

export const faults = {
  none: ({ forward }) => forward(),
  'closes the connection': ({ request }) => void request.socket.destroy(),
  'never answers': () => {},
  'answers slowly': async ({ forward }) => {
    await pause(700)
    await forward()
  },
  'runs it and loses the answer': async ({ request, forward }) => {
    await forward()
    request.socket.destroy()
  },
  'answers 502 with a page': saying(502, 'text/html', '<html><h1>Bad Gateway</h1></html>'),
  'answers 200 with a page': saying(200, 'text/html', '<html><h1>Welcome</h1></html>'),
  'answers half of a JSON text': saying(200, 'application/json', '{"request_id":"r1","overall_sta'),
  'answers JSON of another form': saying(200, 'application/json', '{"ok":true,"result":"restarted"}'),
  'answers 200 with nothing': saying(200, 'application/json', ''),
} satisfies Readonly<Record<string, Fault>>

export type FaultName = keyof typeof faults

/** What was asked for: a change has an id. */
export type Kind = 'change' | 'read' | 'other'

export interface GatewayProxy extends AsyncDisposable {
  readonly url: string
  /** What happens to a request; `tries` counts those of its kind from 1. */
  meets: (kind: Kind, tries: number) => FaultName
}

/** Stands between an agent and its gateway. */
export async function gatewayProxy(behind: string, meets: GatewayProxy['meets']): Promise<GatewayProxy> {
  const tries = new Map<Kind, number>()
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    const kind = kindOf(request.url ?? '', body)
    const count = (tries.get(kind) ?? 0) + 1
    tries.set(kind, count)
    const name = proxy.meets(kind, count)
    await faults[name]({
      request,
      response,
      async forward() {
        const { authorization = '', 'content-type': type } = request.headers
        const answer = await fetch(new URL(request.url ?? '/', behind), {
          method: request.method ?? 'GET',
          headers: { authorization, ...(type !== undefined && { 'content-type': type }) },
          ...(body !== '' && { body }),
        })
        const said = await answer.text()
        if (name === 'runs it and loses the answer') return
        const after = answer.headers.get('retry-after')
        if (after !== null) response.setHeader('retry-after', after)
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(said)
      },
    })
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the proxy')
  const proxy: GatewayProxy = {
    url: `http://127.0.0.1:${address.port}`,
    meets,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return proxy
}

function kindOf(path: string, body: string): Kind {
  if (path !== '/execute-docker-command') return 'other'
  return /"request_id":/.test(body) ? 'change' : 'read'
}
