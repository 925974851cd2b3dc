/** Settings of one seat for a language model. A price that is not known is null, and never counted as 0. */
export interface ModelSettings {
  readonly provider: 'openai' | 'anthropic' | 'openai-compatible'
  readonly model: string
  readonly apiKey: string
  /** Null: the vendor's own address. An openai-compatible server needs one. */
  readonly baseUrl: string | null
  /** For one answer. */
  readonly timeoutSeconds: number
  /** The longest answer. */
  readonly maxTokens: number
  readonly temperature: number
  /** US dollars. */
  readonly pricePerMillionTokens: { readonly in: number | null; readonly out: number | null }
}
