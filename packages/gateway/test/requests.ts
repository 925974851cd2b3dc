import { ExecuteRequest } from '@devops-ai/contract'

let made = 0

/** A person's request with an id of its own; `action` and `over` say what is different. */
export const asking = (intent: string, action: object = {}, over: object = {}): ExecuteRequest =>
  ExecuteRequest.parse({
    source_id: 'operator',
    request_id: `request-${(made += 1)}`,
    target_resource: { name: 'shop' },
    action_request: { intent, ...action },
    ...over,
  })
