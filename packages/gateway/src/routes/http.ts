import type { InterpreterHealth, Source } from '@devops-ai/contract'
import type { Http } from '@devops-ai/http'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { GatewayDeps } from '../deps.ts'
import type { ConfiguredEngine } from '@devops-ai/gateway-settings'
import type { Gateway } from '../gateway.ts'
import type { Metrics } from '@devops-ai/gateway-telemetry'

export type { Http }

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null only on the open routes. */
    source: Source | null
  }
}

/** Who asks, on a route that is not open. */
export function askerOf({ source, url }: Pick<FastifyRequest, 'source' | 'url'>): Source {
  if (!source) throw new Error(`${url} was reached without a source`)
  return source
}

/** What the routes stand on. */
export interface HttpDeps {
  readonly gateway: Gateway
  readonly deps: GatewayDeps
  readonly engines: readonly ConfiguredEngine[]
  readonly metrics: Metrics
  interpreterHealth(): InterpreterHealth
  readonly log: FastifyBaseLogger
  readonly ratePerMinute: number
  readonly maxActiveRequests: number
  readonly version: string
  readonly commandTimeoutSeconds: number
}
