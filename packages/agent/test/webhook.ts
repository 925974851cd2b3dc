import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const Body = z.looseObject({
  message_id: z.string(),
  text: z.string(),
  reason: z.string(),
  suggestion: z.string().nullable(),
})

export interface Posted {
  readonly key: string | string[] | undefined
  readonly body: z.infer<typeof Body>
}

/** Somebody who is told. `answers` are the statuses of the next answers; after them it is 200. */
export async function webhook(
  answers: number[] = [],
): Promise<AsyncDisposable & { readonly url: string; readonly posted: Posted[] }> {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posted.push({ key: request.headers['idempotency-key'], body: Body.parse(JSON.parse(body)) })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the webhook')
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    posted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
