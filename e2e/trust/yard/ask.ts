import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Attempt } from './grants.ts'
import type { Yard } from './yard.ts'

const Body = z.looseObject({
  code: z.string().optional(),
  detail: z.string().optional(),
  overall_status: z.string().optional(),
  execution_details: z
    .looseObject({
      operation: z.looseObject({ kind: z.string() }),
      execution_result: z.looseObject({ stdout: z.string() }),
    })
    .optional(),
})

/** What the gateway answered. `kind` is the operation that was processed, null where none was. */
export interface Answer {
  readonly status: number
  /** `success`, `approval_required` …, or the code of the refusal. */
  readonly said: string
  readonly kind: string | null
  readonly stdout: string
  readonly text: string
}

/** Sends a request as it is, without our own client: whoever attacks does not use it either. */
export async function ask({ both }: Pick<Yard, 'both'>, attempt: Attempt): Promise<Answer> {
  const { source, target, intent, context, expected, dryRun, requestId, claimed } = attempt
  const response = await fetch(`${both.gatewayUrl}/execute-docker-command`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${source === 'operator' ? both.tokens.operator : both.tokens.agent}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      source_id: claimed ?? source,
      request_id: requestId ?? randomUUID(),
      target_resource: { name: target },
      action_request: { intent, context, expected_operations: expected, dry_run: dryRun },
    }),
  })
  const text = await response.text()
  const body = Body.parse(JSON.parse(text))
  const details = body.execution_details
  return {
    status: response.status,
    said: body.overall_status ?? body.code ?? '',
    kind: details?.operation.kind ?? null,
    stdout: details?.execution_result.stdout ?? '',
    text,
  }
}
