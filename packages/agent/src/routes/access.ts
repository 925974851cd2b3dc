import { refuse, type Refusal, type Sender } from '@devops-ai/contract'
import { ownerOf } from '@devops-ai/http'

/** Who may use a route: alert senders, people, or both. */
export type Admitted = readonly Sender['kind'][]

/** Who a request comes from, or why it is refused. */
export type Access = (
  authorization: string | undefined,
  admitted: Admitted,
) => { readonly ok: true; readonly sender: Sender } | Refusal

/** Knows senders by the hash of their token, and what their kind may use. */
export const accessOf =
  (senders: readonly Sender[]): Access =>
  (authorization, admitted) => {
    const checked = ownerOf(senders, authorization)
    if (!checked.ok) return checked
    const sender = checked.owner
    return admitted.includes(sender.kind)
      ? { ok: true, sender }
      : refuse('denied', `"${sender.id}" is a source of kind ${sender.kind}, expected ${admitted.join(' or ')}`)
  }
