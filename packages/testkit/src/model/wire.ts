import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'

/** What the model was asked: the texts of its messages, newest last. */
export interface ModelQuestion {
  /** The route it came by, e.g. `/v1/chat/completions`. */
  readonly path: string
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  /** All texts in one, for a script that looks for a word. */
  readonly everything: string
  /** The key as sent: `Bearer …`, or alone where the vendor wants it so. */
  readonly authorization: string
  readonly maxTokens: number | null
}

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
const Body = z.looseObject({
  model: z.string(),
  system: Content.optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: Content })),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
})

const plain = (content: z.infer<typeof Content>): string =>
  typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('')

/** Reads a question as OpenAI's chat completions or Anthropic's messages put it. Throws what is neither. */
export function readQuestion(path: string, headers: IncomingHttpHeaders, text: string): ModelQuestion {
  const body = Body.parse(JSON.parse(text))
  const messages = [
    ...(body.system === undefined ? [] : [{ role: 'system', content: plain(body.system) }]),
    ...body.messages.map(({ role, content }) => ({ role, content: plain(content) })),
  ]
  return {
    path,
    model: body.model,
    messages,
    everything: messages.map(({ content }) => content).join('\n'),
    authorization: headers.authorization ?? String(headers['x-api-key'] ?? ''),
    maxTokens: body.max_tokens ?? body.max_completion_tokens ?? null,
  }
}

const tokens = (text: string): number => Math.ceil(text.length / 4)

/** An answer in the form of the route that the question came by. Four characters are counted as one token. */
export const writeAnswer = (question: ModelQuestion, content: string): string =>
  JSON.stringify(question.path.endsWith('/messages') ? message(question, content) : completion(question, content))

const message = ({ model, everything }: ModelQuestion, text: string) => ({
  id: 'scripted',
  type: 'message',
  role: 'assistant',
  model,
  content: [{ type: 'text', text }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: tokens(everything), output_tokens: tokens(text) },
})

const completion = ({ model, everything }: ModelQuestion, content: string) => ({
  id: 'scripted',
  object: 'chat.completion',
  created: 0,
  model,
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: tokens(everything),
    completion_tokens: tokens(content),
    total_tokens: tokens(everything) + tokens(content),
  },
})
