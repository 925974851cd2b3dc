import type { IncidentEvent, OperationOutcome } from '@devops-ai/contract'
import { bullet, code, safe } from './markdown.ts'
import { outcomeText } from './timeline.ts'

type Answered = Extract<IncidentEvent, { type: 'operation_answered' }>

/** Every answer of the gateway to a change: what it ran, by which policy, where that is on record, how it is taken back. */
export function operationLines(events: readonly IncidentEvent[]): readonly string[] {
  const answers = events.filter((event): event is Answered => event.type === 'operation_answered')
  const asked = events.flatMap((event) =>
    event.type === 'operation_requested' && !answers.some(({ request_id }) => request_id === event.request_id)
      ? [bullet(`Request ${code(event.request_id)}`, 'the log holds no answer to it')]
      : [],
  )
  return [...answers.flatMap(({ request_id, result }) => linesOf(request_id, result)), ...asked]
}

function linesOf(request_id: string, result: OperationOutcome): readonly string[] {
  const head = bullet(`Request ${code(request_id)}`, outcomeText(result))
  if (result.outcome === 'denied')
    return [head, `  ${bullet('Policy', result.policies.map(safe).join(', ') || 'none named')}`]
  if (result.outcome !== 'succeeded' && result.outcome !== 'failed') return [head]
  const { execution_details: details, decision, journal } = result.answer
  const { execution_result, effects, undo } = details
  return [
    head,
    `  ${bullet('Operation', code(details.command))}`,
    `  ${bullet('Decision', `${safe(decision.verdict)} by ${decision.policies.map(safe).join(', ')}`)}`,
    `  ${bullet('Result', `${safe(execution_result.status)}, exit code ${execution_result.exit_code ?? 'none'}${execution_result.stderr === '' ? '' : `, ${safe(execution_result.stderr)}`}`)}`,
    `  ${bullet('Effects', effects === null ? 'none known' : `${effects.interrupts ? 'interrupts the service' : 'interrupts nothing'}, ${effects.data_loss ? 'loses data' : 'loses no data'}`)}`,
    `  ${bullet('Undo', undo === null ? 'none' : code(undo.command))}`,
    `  ${bullet('Journal', journal === null || journal === undefined ? 'no entry is named' : `entry ${journal.sequence}, ${code(journal.hash)}`)}`,
  ]
}
