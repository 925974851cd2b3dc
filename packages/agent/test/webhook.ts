import { EscalationMessage, isSigned, signatureHeader } from '@devops-ai/contract'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Posted {
  readonly key: string | string[] | undefined
  readonly body: EscalationMessage
  /** It bore a signature that holds. */
  readonly signed: boolean
}

/** Somebody who is told. `answers` are the statuses of the next answers; after them it is 200. */
export async function webhook(answers: number[] = []) {
  const posted: Posted[] = []
  const secret = 'signing-secret'
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const header = String(request.headers[signatureHeader])
      const signed = await isSigned(secret, { header, body, at: new Date(), toleranceSeconds: 60 })
      const key = request.headers['idempotency-key']
      posted.push({ key, body: EscalationMessage.parse(JSON.parse(body)), signed })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the webhook')
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    secret,
    posted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
