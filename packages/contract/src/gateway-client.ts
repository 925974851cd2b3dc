import { z } from 'zod'
import { ApprovalAnswer, ApprovalList, type ApprovalVerdict, Freeze } from './approvals.ts'
import { ExecuteAnswer, type ExecuteRequest, OperationState } from './execute.ts'
import { JournalPage } from './journal.ts'
import type { ApprovalId, RequestId } from './names.ts'
import { EnginesAnswer, GatewayHealth, TargetsAnswer, WhoAmI } from './observe.ts'
import { PoliciesAnswer, type PolicyExplainRequest, PolicyExplanation } from './policies.ts'
import { Problem } from './problem.ts'

/** What came back: an answer of the contract, a problem, or something that the contract does not know. */
export type Reply<T> =
  | { readonly kind: 'answer'; readonly status: number; readonly body: T }
  | {
      readonly kind: 'problem'
      readonly status: number
      readonly body: Problem
      readonly retryAfterSeconds: number | null
    }
  | { readonly kind: 'unexpected'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string }

export interface ClientOptions {
  readonly baseUrl: string
  readonly token: string
  /** Milliseconds until a call is given up here; the gateway goes on, so a change given up is unknown. */
  readonly timeoutMs: number
  readonly fetch: typeof fetch
}

/** The gateway as a typed object. Never throws: every way a call can end is a `Reply`. May be called at any time. */
export interface GatewayClient {
  /** `body` is the exact text of an `ExecuteRequest`, so that a repeat sends the same bytes. */
  executeText(body: string): Promise<Reply<ExecuteAnswer>>
  execute(request: ExecuteRequest): Promise<Reply<ExecuteAnswer>>
  operation(id: RequestId): Promise<Reply<OperationState>>
  health(): Promise<Reply<GatewayHealth>>
  targets(): Promise<Reply<TargetsAnswer>>
  /** Takes seconds: every call is tried. */
  engines(): Promise<Reply<EnginesAnswer>>
  whoami(): Promise<Reply<WhoAmI>>
  journal(after: number): Promise<Reply<JournalPage>>
  policies(): Promise<Reply<PoliciesAnswer>>
  /** Nothing runs. */
  explainPolicy(request: PolicyExplainRequest): Promise<Reply<PolicyExplanation>>
  approvals(): Promise<Reply<ApprovalList>>
  decide(id: ApprovalId, verdict: ApprovalVerdict): Promise<Reply<ApprovalAnswer>>
  freeze(reason: string): Promise<Reply<Freeze>>
  thaw(): Promise<Reply<Freeze>>
}

export function gatewayClient({ baseUrl, token, timeoutMs, fetch }: ClientOptions): GatewayClient {
  const call = async <S extends z.ZodType>(
    path: string,
    schema: S,
    body?: string,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<Reply<z.infer<S>>> => {
    let status = 0
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      status = response.status
      return readReply(schema, response.status, await response.text(), response.headers.get('retry-after'))
    } catch (error) {
      const detail = `${path}: ${reason(error)}`
      return status === 0
        ? { kind: 'unreachable', detail }
        : { kind: 'unreachable', detail: `${detail} after status ${status}` }
    }
  }
  return {
    executeText: (body) => call('/execute-docker-command', ExecuteAnswer, body),
    execute: (request) => call('/execute-docker-command', ExecuteAnswer, JSON.stringify(request)),
    operation: (id) => call(`/operations/${encodeURIComponent(id)}`, OperationState),
    health: () => call('/health', GatewayHealth),
    targets: () => call('/targets', TargetsAnswer),
    engines: () => call('/engines', EnginesAnswer),
    whoami: () => call('/whoami', WhoAmI),
    journal: (after) => call(`/journal?after=${after}`, JournalPage),
    policies: () => call('/policies', PoliciesAnswer),
    explainPolicy: (request) => call('/policies/explain', PolicyExplanation, JSON.stringify(request)),
    approvals: () => call('/approvals', ApprovalList),
    decide: (id, verdict) => call(`/approvals/${encodeURIComponent(id)}`, ApprovalAnswer, JSON.stringify(verdict)),
    freeze: (reason) => call('/freeze', Freeze, JSON.stringify({ reason })),
    thaw: () => call('/freeze', Freeze, undefined, 'DELETE'),
  }
}

function readReply<S extends z.ZodType>(
  schema: S,
  status: number,
  text: string,
  retryAfter: string | null,
): Reply<z.infer<S>> {
  const json = parseJson(text)
  // A service that cannot do its work says so in the form of its health, with 503.
  if (status === 503) {
    const body = schema.safeParse(json)
    if (body.success) return { kind: 'answer', status, body: body.data }
  }
  const seconds = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null
  if (status >= 200 && status < 300) {
    const body = schema.safeParse(json)
    return body.success
      ? { kind: 'answer', status, body: body.data }
      : {
          kind: 'unexpected',
          status,
          detail: `status ${status} with a body that the contract does not know: ${z.prettifyError(body.error)}`,
        }
  }
  const problem = Problem.safeParse(json)
  if (problem.success) return { kind: 'problem', status, body: problem.data, retryAfterSeconds: seconds }
  return { kind: 'unexpected', status, detail: `status ${status} without a problem document: ${text.slice(0, 200)}` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
