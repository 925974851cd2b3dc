import type { TargetInfo } from '@devops-ai/contract'
import type { AlertLabels, Choice } from './target/choose.ts'

/** The injected time. Nothing in the agent reads the time or sets a timer elsewhere. */
export interface Clock {
  now(): Date
  /** Calls back once after `milliseconds`, never at once. The answer cancels; it may be called again, to no effect. */
  after(milliseconds: number, callback: () => void): () => void
}

/** Resolves after `milliseconds`. */
export const pause = (clock: Pick<Clock, 'after'>, milliseconds: number): Promise<void> =>
  new Promise((resolve) => void clock.after(milliseconds, resolve))

/** A line of the log. `fields` are JSON beside the sentence; neither ever holds a secret. */
export interface Log {
  info(sentence: string, fields?: object): void
  warn(sentence: string, fields?: object): void
  error(sentence: string, fields?: object): void
}

/** A new UUID at each call. */
export type NewId = () => string

/** What labels and annotations say of the target, by the configured order of labels. */
export type Choose = (alert: AlertLabels, targets: readonly TargetInfo[]) => Choice

/** What is wrong, as a sentence for a log or an answer. */
export const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.message === '') return error.errors.map(sentenceOf).join('; ')
  return error.message
}
