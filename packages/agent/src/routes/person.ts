import { bearerToken, refuse, type GatewayClient, type Refusal, type Reply, type WhoAmI } from '@devops-ai/contract'
import { createHash } from 'node:crypto'

/** Who acts through the agent, as the gateway knows them. */
export interface Person {
  readonly source_id: WhoAmI['source_id']
  readonly roles: readonly string[]
}

/** Whoever may freeze the gateway may also end an incident, or let the agent act again. */
export const mayOperate = ({ roles }: Person): boolean => roles.includes('operator') || roles.includes('approver')

/** The person whose token of the gateway a request carries, or why it is refused. Never throws. */
export type PersonOf = (
  authorization: string | undefined,
) => Promise<{ readonly ok: true; readonly person: Person } | Refusal>

/** A person waits for the answer. */
export const whoamiMs = 5_000

export interface PersonDeps {
  /** Asks the gateway with that token, within `whoamiMs`. */
  readonly whoami: (token: string) => ReturnType<GatewayClient['whoami']>
  readonly now: () => Date
}

/** A token that was taken back at the gateway is good here for at most this long. */
const knownForMs = 15_000
const mostKnown = 500

/**
 * The agent has no list of people: the gateway says who a token is. What it said is kept for a short while by the
 * token's hash; the token itself is passed on and kept nowhere. A refusal is never kept.
 */
export function personOf({ whoami, now }: PersonDeps): PersonOf {
  const known = new Map<string, { readonly person: Person; readonly at: number }>()
  return async (authorization) => {
    const token = bearerToken(authorization)
    if (token === null)
      return refuse(
        'unauthenticated',
        'got no bearer token, expected "Authorization: Bearer <your token at the gateway>"',
      )
    const hash = createHash('sha256').update(token).digest('hex')
    const kept = known.get(hash)
    // By a clock that was set back what was said lies ahead: it is asked anew.
    if (kept && Math.abs(now().getTime() - kept.at) < knownForMs) return { ok: true, person: kept.person }
    known.delete(hash)
    const reply = await whoami(token)
    if (reply.kind !== 'answer') return whyNot(reply)
    const { source_id, kind, roles } = reply.body
    if (kind !== 'person') return refuse('denied', `"${source_id}" is a source of kind ${kind}, expected a person`)
    const [oldest] = known.keys()
    if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
    const person = { source_id, roles }
    known.set(hash, { person, at: now().getTime() })
    return { ok: true, person }
  }
}

function whyNot(reply: Exclude<Reply<WhoAmI>, { kind: 'answer' }>): Refusal {
  if (reply.kind === 'problem' && reply.status === 401)
    return refuse('unauthenticated', 'got a token that the gateway does not know, expected that of a person')
  const retryAfterSeconds = (reply.kind === 'problem' ? reply.retryAfterSeconds : null) ?? 2
  return refuse(
    'gateway_unavailable',
    `who you are is asked of the gateway, and it does not say: ${reply.kind === 'problem' ? reply.body.detail : reply.detail}`,
    { retryAfterSeconds },
  )
}
