import { z } from 'zod'

/** Why a request was not processed. Closed: a client may switch over it. `status` of RFC 9457 is fixed by the code. */
export const problemStatus = {
  invalid_request: 400,
  intent_not_understood: 400,
  ambiguous_target: 400,
  other_target: 400,
  several_operations: 400,
  unexpected_operation: 400,
  unauthenticated: 401,
  denied: 403,
  never_run: 403,
  not_approver: 403,
  own_request: 403,
  other_source: 403,
  unknown_target: 404,
  unknown_operation: 404,
  unknown_approval: 404,
  unknown_incident: 404,
  unknown_window: 404,
  not_found: 404,
  conflict: 409,
  fenced: 409,
  frozen: 409,
  voided: 409,
  approval_ended: 409,
  approval_expired: 409,
  incident_ended: 409,
  body_too_large: 413,
  rate_limited: 429,
  internal: 500,
  engine_unavailable: 503,
  interpreter_unavailable: 503,
  overloaded: 503,
  database_unavailable: 503,
  gateway_unavailable: 503,
  journal_unavailable: 503,
} as const

export type ProblemCode = keyof typeof problemStatus

/** `application/problem+json` of RFC 9457. `detail` is a sentence that says what was got and what is expected. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.string(),
    detail: z.string(),
    candidates: z.array(z.string()).optional(),
    nearest: z.array(z.string()).optional(),
    policies: z.array(z.string()).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

/** An expected failure as a value: what went wrong, in a closed word and a sentence. */
export interface Refusal {
  readonly ok: false
  readonly code: ProblemCode
  readonly detail: string
  readonly candidates?: readonly string[]
  readonly nearest?: readonly string[]
  readonly policies?: readonly string[]
  readonly retryAfterSeconds?: number
}

export const refuse = (
  code: ProblemCode,
  detail: string,
  more: Omit<Refusal, 'ok' | 'code' | 'detail'> = {},
): Refusal => ({ ok: false, code, detail, ...more })

/** The body that answers a refusal. */
export function problemOf({ code, detail, candidates, nearest, policies }: Refusal): Problem {
  return {
    type: `urn:devops-ai:problem:${code}`,
    title: code.replaceAll('_', ' '),
    status: problemStatus[code],
    code,
    detail,
    ...(candidates && { candidates: [...candidates] }),
    ...(nearest && { nearest: [...nearest] }),
    ...(policies && { policies: [...policies] }),
  }
}
