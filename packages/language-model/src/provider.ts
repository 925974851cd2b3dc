import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { ModelSettings } from './settings.ts'

type Connect = (settings: ModelSettings, fetch: typeof globalThis.fetch) => LanguageModel

const connect = {
  openai: ({ model, apiKey, baseUrl }, fetch) =>
    createOpenAI({ apiKey, fetch, ...(baseUrl !== null && { baseURL: baseUrl }) }).chat(model),
  anthropic: ({ model, apiKey, baseUrl }, fetch) =>
    createAnthropic({ apiKey, fetch, ...(baseUrl !== null && { baseURL: baseUrl }) })(model),
  'openai-compatible': ({ model, apiKey, baseUrl }, fetch) => {
    if (baseUrl === null) throw new Error('an openai-compatible model needs a base URL, got an empty one')
    return createOpenAICompatible({ name: 'openai-compatible', apiKey, baseURL: baseUrl, fetch })(model)
  },
} satisfies Record<ModelSettings['provider'], Connect>

/** The configured model, and no other. */
export const providerModel = (settings: ModelSettings, fetch: typeof globalThis.fetch): LanguageModel =>
  connect[settings.provider](settings, fetch)
