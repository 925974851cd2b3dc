import { createServer, request as httpRequest, type Server } from 'node:http'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { allCalls } from '@devops-ai/engine'
import { operations } from '@devops-ai/operations'

/** The calls of the guide for a level of autonomy, as a proxy is told them. */
const calls = [...allCalls()].map(([shape, { kinds }]) => ({
  isChange: kinds.length > 0 && kinds.every((kind) => operations[kind].access === 'change'),
  pattern: new RegExp(
    `^${shape
      .replace(' /', ' (?:/v1\\.\\d+)?/')
      .replaceAll(/\{id\}/g, '[A-Za-z0-9_.:%-]+')
      .replaceAll(/\{network\}/g, '[0-9a-f]{64}')}$`,
  ),
}))

export interface Proxy extends AsyncDisposable {
  readonly url: string
  readonly refused: string[]
}

/** A socket proxy that lets just these calls through, and answers 403 to all others. */
export async function proxyFor(level: 'observe' | 'auto', socketPath: string): Promise<Proxy> {
  const refused: string[] = []
  const allowed = calls.filter(({ isChange }) => level === 'auto' || !isChange)
  const server: Server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming
    const call = `${method} ${url.split('?')[0]}`
    if (!allowed.some(({ pattern }) => pattern.test(call))) {
      refused.push(call)
      answer.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden by the proxy')
      return
    }
    const to = { socketPath, agent: false, method, path: url, headers } as const
    const onward = httpRequest(to, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    // In one piece: an engine that refuses early ends the connection while a second one is still on its way.
    void buffer(incoming).then((body) => onward.end(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    refused,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
