import { refuse, type Refusal } from '@devops-ai/contract'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import helmet from 'helmet'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
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
  let secured: Readonly<Record<string, string>> | null = null
  app.addHook('onRequest', (request, reply, next) => {
    reply.headers((secured ??= securityHeaders(request, reply)))
    next()
  })
  endWithoutTheUnfinished(app)
  await describe(app, about)
  return app
}

/**
 * What was received whole is answered before the server ends, and nothing else holds it up: neither a connection that says
 * nothing, half a head or a body that is never ended, nor one that is kept alive. Node would wait a minute for each of them.
 */
function endWithoutTheUnfinished(app: Http): void {
  const asked = new Map<Socket, IncomingMessage | null>()
  let isEnding = false
  app.server.on('connection', (socket: Socket) => {
    asked.set(socket, null)
    socket.once('close', () => asked.delete(socket))
    if (isEnding) socket.destroy()
  })
  app.server.on('request', (request: IncomingMessage, answer: ServerResponse) => {
    asked.set(request.socket, request)
    answer.once('close', () => {
      if (asked.has(request.socket)) asked.set(request.socket, null)
      if (isEnding) request.socket.destroySoon()
    })
  })
  app.addHook('preClose', async () => {
    isEnding = true
    for (const [socket, request] of asked) if (!request?.complete) socket.destroy()
  })
}

/** What helmet says of every answer is the same, so it is asked at the first alone. */
function securityHeaders({ raw: request }: FastifyRequest, { raw: answer }: FastifyReply): Record<string, string> {
  helmet()(request, answer, () => undefined)
  const said = Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)] as const)
  for (const [name] of said) answer.removeHeader(name)
  return Object.fromEntries(said)
}
