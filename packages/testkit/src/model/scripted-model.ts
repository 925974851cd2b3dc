import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const Chat = z.looseObject({
  model: z.string(),
  messages: z.array(
    z.looseObject({
      role: z.string(),
      content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]),
    }),
  ),
  max_tokens: z.number().optional(),
})

/** What the model was asked: the texts of its messages, newest last. */
export interface ModelQuestion {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  /** All texts in one, for a script that looks for a word. */
  readonly everything: string
  readonly authorization: string
}

/** What the script does with a question: a text as the model's, or a way to fail as real providers do. */
export type ModelReply =
  | string
  | { readonly status: number; readonly body?: string }
  | { readonly raw: string }
  | { readonly drip: string; readonly everyMs: number }
  | { readonly hang: true }

/** An OpenAI-compatible server whose answers a test writes. Tokens are counted as one for four characters. */
export interface ScriptedModel extends AsyncDisposable {
  /** For `…_LLM_BASE_URL`. */
  readonly baseUrl: string
  readonly questions: readonly ModelQuestion[]
  /** Replaces the script. */
  readonly script: (answer: (question: ModelQuestion, index: number) => ModelReply) => void
}

export async function startScriptedModel(
  answer: (question: ModelQuestion, index: number) => ModelReply,
): Promise<ScriptedModel> {
  const questions: ModelQuestion[] = []
  const hanging = new Set<ServerResponse>()
  let script = answer

  const server = createServer((request, response) => {
    void (async () => {
      const body = Chat.parse(JSON.parse(await text(request)))
      const messages = body.messages.map(({ role, content }) => ({ role, content: plain(content) }))
      const everything = messages.map(({ content }) => content).join('\n')
      const question = { model: body.model, messages, everything, authorization: request.headers.authorization ?? '' }
      questions.push(question)
      hanging.add(response)
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
      for (const response of hanging) response.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function reply(response: ServerResponse, what: ModelReply, question: ModelQuestion): Promise<void> {
  if (typeof what === 'string') return sendJson(response, 200, completion(question, what))
  if ('hang' in what) return
  if ('status' in what) return sendJson(response, what.status, what.body ?? '{"error":{"message":"scripted"}}')
  if ('raw' in what) return sendJson(response, 200, what.raw)
  response.writeHead(200, { 'content-type': 'application/json' })
  for (const letter of completion(question, what.drip)) {
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

const plain = (content: z.infer<typeof Chat>['messages'][number]['content']): string =>
  typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('')

const completion = ({ model, everything }: ModelQuestion, content: string): string =>
  JSON.stringify({
    id: 'scripted',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: Math.ceil(everything.length / 4),
      completion_tokens: Math.ceil(content.length / 4),
      total_tokens: Math.ceil((everything.length + content.length) / 4),
    },
  })
