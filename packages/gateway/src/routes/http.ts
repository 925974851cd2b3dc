import type { InterpreterHealth, Source } from '@devops-ai/contract'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { GatewayDeps } from '../deps.ts'
import type { ConfiguredEngine } from '@devops-ai/gateway-settings'
import type { Gateway } from '../gateway.ts'
import type { Metrics } from '@devops-ai/gateway-telemetry'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null only on the open routes. */
    source: Source | null
  }
  interface FastifyContextConfig {
    /** May be read without a token. */
    open?: boolean
  }
}

/** The HTTP server, its routes typed by their zod schemas. */
export type Http = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

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
