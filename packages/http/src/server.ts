import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { refuse, type Refusal } from '@devops-ai/contract'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import helmet from 'helmet'
import { type About, describe } from './docs.ts'
import { refusalOfError, sendRefusal } from './problems.ts'

declare module 'fastify' {
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

export interface Service {
  /** What it is called where it speaks of itself, e.g. "the gateway". */
  readonly name: string
  readonly about: About
  readonly options: FastifyHttpOptions<RawServerDefault>
  /** What an error of its own means to whoever asked; null: what fastify refuses, or our fault. */
  refusalOf?(error: Error): Refusal | null
  /** Told of each request that ended in an error: `fault` is null where the request was at fault. */
  failed(request: FastifyRequest, refusal: Refusal, fault: Error | null): void
}

/** A server without routes, not listening yet. The one place where an exception becomes an answer; nothing of our inside is in it. */
export async function httpServer({ name, about, options, refusalOf, failed }: Service): Promise<Http> {
  const app: Http = Fastify({ ...options, childLoggerFactory: (log) => log }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  // Answers are typed where they are made; checking them again would only cost time.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = refusalOf?.(error) ?? refusalOfError(error, request.routeOptions.bodyLimit)
    const refusal = known ?? refuse('internal', `${name} made an error; its log says more`)
    failed(request, refusal, known ? null : error)
    return sendRefusal(reply, refusal)
  })
  app.setNotFoundHandler(({ method, url }, reply) =>
    sendRefusal(reply, refuse('not_found', `there is no ${method} ${url.split('?')[0]}; /docs lists what there is`)),
  )
  const secured = securityHeaders()
  app.addHook('onRequest', (_, reply, next) => {
    reply.headers(secured)
    next()
  })
  await describe(app, about)
  return app
}

/** What helmet says of every answer is the same, so it is asked once. */
function securityHeaders(): Readonly<Record<string, string>> {
  const answer = new ServerResponse(new IncomingMessage(new Socket()))
  helmet()(answer.req, answer, () => undefined)
  return Object.fromEntries(Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]))
}
