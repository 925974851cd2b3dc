import { APICallError, generateText, type ModelMessage } from 'ai'
import { boundedFetch, maxAnswerBytes } from './bounded-fetch.ts'
import { providerModel } from './provider.ts'
import type { ModelSettings } from './settings.ts'

/** What a question cost. `costUsd` is null where the provider or the configuration does not tell. */
export interface Usage {
  readonly model: string
  readonly tokensIn: number | null
  readonly tokensOut: number | null
  readonly costUsd: number | null
}

/** The model answered a text, or did not, and why. Either way it may have cost something. */
export type Answer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly detail: string }

export interface Message {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

/**
 * A language model behind one question. Never throws; tries once, since a repeat is the asker's decision.
 * `signal` is the asker's own deadline over all its questions; each question also has the configured time-out.
 */
export interface Mind {
  readonly model: string
  readonly timeoutMs: number
  ask(instructions: string, messages: readonly Message[], signal: AbortSignal): Promise<Answer>
}

export interface MindOptions {
  readonly settings: ModelSettings
  /** Told after every question that the provider may charge for; how much is not known when no whole answer came. */
  readonly onUsage: (usage: Usage) => void
  readonly fetch?: typeof globalThis.fetch
}

export function mindOf({ settings, onUsage, fetch }: MindOptions): Mind {
  const model = providerModel(settings, boundedFetch(maxAnswerBytes, fetch))
  const timeoutMs = settings.timeoutSeconds * 1_000
  return {
    model: settings.model,
    timeoutMs,
    ask: async (instructions, messages, signal) => {
      try {
        const result = await generateText({
          model,
          instructions,
          messages: messages.map(({ role, content }): ModelMessage => ({ role, content })),
          maxOutputTokens: settings.maxTokens,
          temperature: settings.temperature,
          maxRetries: 0,
          abortSignal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        })
        onUsage(usageOf(settings, result.usage))
        return { ok: true, text: result.text }
      } catch (error) {
        if (mayBeCharged(error)) onUsage({ model: settings.model, tokensIn: null, tokensOut: null, costUsd: null })
        return { ok: false, detail: `${settings.model}: ${why(error)}` }
      }
    },
  }
}

function usageOf(
  settings: ModelSettings,
  usage: { inputTokens?: number | undefined; outputTokens?: number | undefined },
): Usage {
  const [tokensIn, tokensOut] = [usage.inputTokens ?? null, usage.outputTokens ?? null]
  const {
    model,
    pricePerMillionTokens: { in: priceIn, out: priceOut },
  } = settings
  const known = tokensIn !== null && tokensOut !== null && priceIn !== null && priceOut !== null
  return { model, tokensIn, tokensOut, costUsd: known ? (tokensIn * priceIn + tokensOut * priceOut) / 1_000_000 : null }
}

function why(error: unknown): string {
  const call = callError(error)
  if (call?.statusCode !== undefined)
    return isOk(call.statusCode) ? 'an answer that cannot be read' : `status ${call.statusCode}`
  if (isTimeOut(error)) return 'no answer within the time-out'
  return error instanceof Error ? `no answer (${error.message.slice(0, 300)})` : String(error)
}

/** A question refused by its status, or that never reached the provider, costs nothing. */
function mayBeCharged(error: unknown): boolean {
  const status = callError(error)?.statusCode
  return status === undefined ? isTimeOut(error) : isOk(status)
}

const callError = (error: unknown): APICallError | null => (APICallError.isInstance(error) ? error : null)
const isOk = (status: number): boolean => status >= 200 && status < 300
const isTimeOut = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError'
