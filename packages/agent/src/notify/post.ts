import { sentenceOf } from '../ports.ts'
import { deadlineMs, type Delivery } from './channel.ts'

/** Posts JSON. Never throws, follows no redirect; the address is in no answer, it may be a secret. */
export async function post(
  what: string,
  url: string,
  {
    body,
    headers,
    signal,
  }: { readonly body: string; readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Delivery> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    })
    await response.body?.cancel()
    return { delivered: response.ok, detail: `${what} answered ${response.status}` }
  } catch (error) {
    return { delivered: false, detail: `${what} does not answer: ${sentenceOf(error)}` }
  }
}
