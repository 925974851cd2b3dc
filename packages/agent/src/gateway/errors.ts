/**
 * The gateway could not process the request now: 500, 503, 429, no connection or a time-out. Whether it ran is not
 * known; the same bytes may be sent again, and the gateway runs them once. There is no other path to Docker.
 */
export class GatewayUnavailableError extends Error {
  override readonly name = 'GatewayUnavailableError'
  /** Seconds after which the gateway wants to be asked again; `null` when it did not say. */
  readonly retryAfterSeconds: number | null
  constructor(detail: string, retryAfterSeconds: number | null = null) {
    super(detail)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The gateway answered what the contract does not know, or what only a fault of ours can bring about. */
export class UnexpectedResponseError extends Error {
  override readonly name = 'UnexpectedResponseError'
}
