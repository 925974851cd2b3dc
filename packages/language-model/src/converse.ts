import type { Message, Mind } from './mind.ts'

/** What became of a text that a model wrote: a value, a complaint to send back, or a refusal that ends it. */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'complaint'; readonly detail: string }

export type Conversation<T> =
  | { readonly ok: true; readonly value: T; readonly repairs: number }
  /** `silent`: the provider failed. `unusable`: it answered, and not once what is needed. */
  | { readonly ok: false; readonly kind: 'silent' | 'unusable'; readonly detail: string }

/** After the first answer a model gets this many chances to mend it. */
export const maxRepairs = 2

/**
 * Asks, reads, and sends a complaint back at most twice. Everything together has the model's time-out for each question;
 * `signal` ends it earlier. Never throws.
 */
export async function converse<T>(
  mind: Mind,
  instructions: string,
  question: string,
  read: (text: string) => Reading<T>,
  signal?: AbortSignal,
): Promise<Conversation<T>> {
  const timeOut = AbortSignal.timeout(mind.timeoutMs * (maxRepairs + 1))
  const deadline = signal ? AbortSignal.any([signal, timeOut]) : timeOut
  const messages: Message[] = [{ role: 'user', content: question }]
  let complaint = ''
  for (let repairs = 0; repairs <= maxRepairs; repairs += 1) {
    const answer = await mind.ask(instructions, messages, deadline)
    if (!answer.ok) return { ok: false, kind: 'silent', detail: answer.detail }
    const reading = read(answer.text)
    if (reading.kind === 'value') return { ok: true, value: reading.value, repairs }
    complaint = reading.detail
    messages.push(
      { role: 'assistant', content: answer.text.slice(0, 4_000) || '(nothing)' },
      { role: 'user', content: `That cannot be used: ${complaint}. Answer again, in the demanded form only.` },
    )
  }
  return {
    ok: false,
    kind: 'unusable',
    detail: `${maxRepairs + 1} answers of ${mind.model} could not be used, the last: ${complaint}`,
  }
}
