import { refuse, type Refusal } from '@devops-ai/contract'
import { Operation, type OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { isRefusal, type Said } from './said.ts'

/** The operation of a kind with what was said in its fields, or why that is none. */
export function operationOf(kind: OperationKind, said: Said): Operation | Refusal {
  const { access, words, summary } = operations[kind]
  if (access === 'read' && !words.fill && (said.lines !== null || said.since !== null || said.until !== null))
    return refuse('intent_not_understood', `to ${summary} takes neither a count nor a time: it says what is now`)
  const fields = words.fill?.(said) ?? {}
  if (isRefusal(fields)) return fields
  const operation = Operation.safeParse({ kind, ...fields })
  if (operation.success) return operation.data
  const issue = operation.error.issues[0]
  return refuse('invalid_request', `to ${summary}: ${[...(issue?.path ?? []), issue?.message].join(': ')}`)
}
