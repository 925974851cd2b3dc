import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { readQuestion, writeAnswer, type ModelQuestion } from './wire.ts'

/** What the script does with a question: a text as the model's, or a way to fail as real providers do. */
export type ModelReply =
  | string
  | { readonly status: number; readonly body?: string }
  | { readonly raw: string }
  | { readonly drip: string; readonly everyMs: number }
  | { readonly hang: true }

type Script = (question: ModelQuestion, index: number) => ModelReply

/** A server that speaks as OpenAI, as Anthropic and as what is compatible with OpenAI, and whose answers a test writes. */
export interface ScriptedModel extends AsyncDisposable {
  /** For `…_LLM_BASE_URL`. */
  readonly baseUrl: string
  readonly questions: readonly ModelQuestion[]
  /** Replaces the script. */
  readonly script: (answer: Script) => void
}

export async function startScriptedModel(answer: Script): Promise<ScriptedModel> {
  const questions: ModelQuestion[] = []
  let script = answer

  const server = createServer((request, response) => {
    void (async () => {
      const question = readQuestion(request.url ?? '', request.headers, await text(request))
      questions.push(question)
      await reply(response, script(question, questions.length - 1), question)
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the scripted model')
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    questions,
    script: (next) => void (script = next),
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function reply(response: ServerResponse, what: ModelReply, question: ModelQuestion): Promise<void> {
  if (typeof what === 'string') return sendJson(response, 200, writeAnswer(question, what))
  if ('hang' in what) return
  if ('status' in what) return sendJson(response, what.status, what.body ?? '{"error":{"message":"scripted"}}')
  if ('raw' in what) return sendJson(response, 200, what.raw)
  response.writeHead(200, { 'content-type': 'application/json' })
  for (const letter of writeAnswer(question, what.drip)) {
    if (response.destroyed) return
    response.write(letter)
    await new Promise((next) => setTimeout(next, what.everyMs))
  }
  response.end()
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body)
}
