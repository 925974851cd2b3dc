/** Settings that put the scripted model at this address on the gateway's seat. */
export const modelSeat = (baseUrl: string): Readonly<Record<string, string>> => ({
  GATEWAY_INTERPRETER: 'model',
  INTERPRETER_LLM_PROVIDER: 'openai-compatible',
  INTERPRETER_LLM_MODEL: 'scripted-1',
  INTERPRETER_LLM_API_KEY: 'key',
  INTERPRETER_LLM_BASE_URL: baseUrl,
  INTERPRETER_LLM_TIMEOUT: '30',
  INTERPRETER_LLM_MAX_TOKENS: '500',
  INTERPRETER_LLM_TEMPERATURE: '0',
  INTERPRETER_LLM_PRICE_PER_MTOK_IN: '1',
  INTERPRETER_LLM_PRICE_PER_MTOK_OUT: '2',
})
