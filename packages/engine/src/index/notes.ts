import type { ContainerId, EngineName } from '@devops-ai/contract'

/** What whoever runs the gateway may want to know of the index: for logs and metrics. */
export type IndexNote =
  | {
      readonly kind: 'connected'
      readonly engine: EngineName
      readonly apiVersion: string | null
      readonly containers: number
    }
  | { readonly kind: 'lost'; readonly engine: EngineName; readonly reason: string }
  | { readonly kind: 'unread'; readonly engine: EngineName; readonly id: ContainerId; readonly reason: string }
