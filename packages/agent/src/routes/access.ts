import { bearerToken, refuse, type Refusal, type Sender } from '@devops-ai/contract'
import { createHash, timingSafeEqual } from 'node:crypto'

/** Who may use a route: alert senders, people, or both. */
export type Admitted = readonly Sender['kind'][]

/** Who a request comes from, or why it is refused. */
export type Access = (
  authorization: string | undefined,
  admitted: Admitted,
) => { readonly ok: true; readonly sender: Sender } | Refusal

/** Knows senders by the hash of their token; the comparison takes the same time whatever is wrong. */
export const accessOf =
  (senders: readonly Sender[]): Access =>
  (authorization, admitted) => {
    const token = bearerToken(authorization)
    if (token === null)
      return refuse('unauthenticated', 'got no bearer token, expected "Authorization: Bearer <token>"')
    const hash = createHash('sha256').update(token).digest()
    const sender = senders.filter(({ token_sha256 }) => timingSafeEqual(Buffer.from(token_sha256, 'hex'), hash))[0]
    if (!sender) return refuse('unauthenticated', 'got a token that belongs to nobody in the senders file')
    return admitted.includes(sender.kind)
      ? { ok: true, sender }
      : refuse('denied', `"${sender.id}" is a source of kind ${sender.kind}, expected ${admitted.join(' or ')}`)
  }
