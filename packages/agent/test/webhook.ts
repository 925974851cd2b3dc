import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Posted {
  readonly key: string | undefined
  readonly body: {
    readonly text: string
    readonly reason: string
    readonly suggestion: string | null
    readonly message_id: string
  }
}

/** Somebody who is told. `answers` are the statuses of the next answers; after them it is 200. */
export async function webhook(
  answers: number[] = [],
): Promise<AsyncDisposable & { readonly url: string; readonly posted: Posted[] }> {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      posted.push({
        key: request.headers['idempotency-key'] as string | undefined,
        body: JSON.parse(text) as Posted['body'],
      })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    posted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
