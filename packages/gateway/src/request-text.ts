import type { ExecuteRequest, SourceId } from '@devops-ai/contract'

/**
 * What makes two requests the same: source, target, intent, expected operations and whether it is a dry run.
 * The context is not compared: a sender may describe the same request in other words.
 */
export const requestText = (source: SourceId, { target_resource, action_request }: ExecuteRequest): string =>
  JSON.stringify([
    source,
    target_resource.name,
    target_resource.engine ?? null,
    action_request.intent,
    action_request.expected_operations?.toSorted() ?? null,
    action_request.dry_run ?? false,
  ])
