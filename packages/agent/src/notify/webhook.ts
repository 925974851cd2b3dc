import { signatureHeader, signed } from '@devops-ai/contract'
import type { Channel } from './channel.ts'
import { post } from './post.ts'

/**
 * The message as JSON to anything that listens. The header proves the sender and the instant; the `Idempotency-Key` is the
 * same for every try of one telling, so that a repeat by accident is told from one on purpose.
 */
export const webhookChannel = (
  { url, secret }: { readonly url: string; readonly secret: string },
  now: () => Date,
): Channel => ({
  name: 'webhook',
  async tell(message, signal) {
    const body = JSON.stringify(message)
    const { message_id, repeat } = message
    const headers = {
      [signatureHeader]: await signed(secret, body, now()),
      'idempotency-key': repeat === 0 ? message_id : `${message_id}:repeat:${repeat}`,
    }
    return post('the webhook', url, { body, headers, signal })
  },
})
