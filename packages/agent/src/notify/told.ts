import type { EscalationMessage, IncidentEvent, ModelCost, OperationOutcome, ToldOperation } from '@devops-ai/contract'
import { ExecuteRequest } from '@devops-ai/contract'
import { sum } from '../analyst/sum.ts'

/** Every change that the log tells of, in its order, with the last word on each. */
export function operationsOf(log: readonly IncidentEvent[]): readonly ToldOperation[] {
  return log.flatMap((event) =>
    event.type === 'operation_requested' ? [operationOf(intentOf(event.body), outcomeOf(log, event.request_id))] : [],
  )
}

const outcomeOf = (log: readonly IncidentEvent[], request_id: string): OperationOutcome | null => {
  const last = log.findLast((event) => event.type === 'operation_answered' && event.request_id === request_id)
  return last?.type === 'operation_answered' ? last.result : null
}

function operationOf(intent: string, result: OperationOutcome | null): ToldOperation {
  const nothing = { intent, command: null, undo: null, policies: [], journal: null }
  if (result === null) return { ...nothing, result: 'no answer yet' }
  switch (result.outcome) {
    case 'succeeded':
    case 'failed': {
      const { execution_details: details, decision, journal } = result.answer
      return {
        intent,
        command: details.command,
        result: resultText(result.outcome, details.execution_result.stderr),
        undo: details.undo?.command ?? null,
        policies: decision.policies,
        journal: journal ?? null,
      }
    }
    case 'denied':
      return { ...nothing, result: `denied: ${result.detail}`, policies: result.policies }
    case 'needs_approval':
      return { ...nothing, result: `waits for approval ${result.approval_id} until ${result.until}` }
    case 'unknown':
    case 'not_understood':
    case 'target_missing':
    case 'frozen':
    case 'voided':
    case 'unavailable':
    case 'unexpected':
      return { ...nothing, result: `${result.outcome.replaceAll('_', ' ')}: ${result.detail}` }
  }
}

const resultText = (outcome: string, stderr: string): string => (stderr === '' ? outcome : `${outcome}: ${stderr}`)

/** The words of a stored request; what is no request has none. */
function intentOf(body: string): string {
  const request = ExecuteRequest.safeParse(parsed(body))
  return request.success ? request.data.action_request.intent : 'words that are not known'
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** What the models cost that this log tells of. Rules cost nothing. */
export function costOf(log: readonly IncidentEvent[]): ModelCost {
  const used = log.flatMap((event) =>
    (event.type === 'diagnosed' || event.type === 'analysis_failed') && event.usage ? [event.usage] : [],
  )
  return {
    questions: used.reduce((count, { questions }) => count + questions, 0),
    tokens_in: sum(used.map(({ tokens_in }) => tokens_in)),
    tokens_out: sum(used.map(({ tokens_out }) => tokens_out)),
    usd: sum(used.map(({ usd }) => usd)),
  }
}

/** The last verification of the log. */
export function verificationOf(log: readonly IncidentEvent[]): EscalationMessage['verification'] {
  const last = log.findLast((event) => event.type === 'verified')
  return last?.type === 'verified' ? { verdict: last.verdict, sentence: last.sentence } : null
}

/** `null` is said aloud. */
export const costText = ({ questions, tokens_in, tokens_out, usd }: ModelCost): string =>
  questions === 0
    ? 'no model was asked'
    : `${questions} questions, ${tokens_in ?? 'unknown'} tokens in, ${tokens_out ?? 'unknown'} out, ${usd === null ? 'price unknown' : `${usd.toFixed(4)} USD`}`
