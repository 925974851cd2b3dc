import type {
  EngineName,
  ExecuteRequest,
  OperationKind,
  Priority,
  RequestId,
  SourceId,
  Target,
} from '@devops-ai/contract'
import { TargetName } from '@devops-ai/contract'
import { patterns } from '../patterns.ts'
import { boundedContext } from './context.ts'

/** The words of the operations that have a name of their own. */
const sentences: Readonly<Record<string, string>> = {
  restart_service: patterns.process_hung.intent,
  get_logs: patterns.logs_investigation.intent,
  check_health: patterns.health_validation.intent,
  get_status: patterns.get_status.intent,
}

/** The sentence that asks for an operation; one without words of its own is asked for by name. */
export const sentenceOf = (operation: string): string =>
  Object.hasOwn(sentences, operation) ? (sentences[operation] ?? '') : `perform ${operation} operation`

/** What is wanted of the gateway, before it has an id. */
export interface Wish {
  readonly target: Pick<Target, 'name' | 'engine'>
  readonly intent: string
  readonly context: string
  readonly priority: Priority
  readonly expected_operations: readonly OperationKind[]
}

/** `restart_service(service, context)` of the original client. */
export const restartService = (
  service: string,
  context: string,
): Pick<Wish, 'intent' | 'priority' | 'context'> & { readonly service: string } => ({
  service,
  intent: sentenceOf('restart_service'),
  priority: 'HIGH',
  context: boundedContext(`DevOps AI Analysis: ${context}`),
})

/** The request of a wish, or `null` when the container's name is none that may be sent. A read needs no id. */
export function requestOf(wish: Wish, sourceId: SourceId, requestId: RequestId | null): ExecuteRequest | null {
  const name = TargetName.safeParse(wish.target.name)
  if (!name.success) return null
  const engine: EngineName = wish.target.engine
  return {
    source_id: sourceId,
    ...(requestId !== null && { request_id: requestId }),
    target_resource: { name: name.data, engine },
    action_request: {
      intent: wish.intent,
      context: boundedContext(wish.context),
      priority: wish.priority,
      expected_operations: [...wish.expected_operations],
    },
  }
}
