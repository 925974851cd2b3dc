/** What whoever runs the gateway may want to know of the watch: for logs and metrics. */
export type WatchNote =
  | {
      readonly kind: 'told'
      readonly alert: string
      readonly status: 'firing' | 'resolved'
      readonly container: string
    }
  | { readonly kind: 'delivered'; readonly alerts: number }
  | { readonly kind: 'undelivered'; readonly waiting: number; readonly reason: string }
  | { readonly kind: 'dropped'; readonly alerts: number }
