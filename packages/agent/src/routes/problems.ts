import { problemOf, problemStatus, refuse, type Refusal } from '@devops-ai/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { sentenceOf, type Log } from '../ports.ts'
import { isDatabaseSilent } from '../store/silent.ts'

/** Answers a refusal as a problem document. */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', refusal.retryAfterSeconds)
  if (refusal.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problemStatus[refusal.code])
    .header('content-type', 'application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemOf(refusal))
}

/** The database does not answer; the sender comes again. */
export const databaseSilent = (): Refusal =>
  refuse('database_unavailable', 'the database does not answer; nothing was stored, try again', {
    retryAfterSeconds: 2,
  })

/** The one place where an exception becomes an answer. Nothing of our inside is in it. */
export const onError =
  (log: Log) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = refusalOf(error)
    if (refusal.code === 'internal')
      log.error(`${request.method} ${request.routeOptions.url ?? request.url}: ${sentenceOf(error)}`, {
        stack: error.stack,
      })
    return sendProblem(reply, refusal)
  }

function refusalOf(error: FastifyError): Refusal {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation
      .slice(0, 10)
      .map(({ instancePath, message }) => `${instancePath || 'body'}: ${message ?? 'is not as expected'}`)
    return refuse('invalid_request', problems.join('; '))
  }
  if (isDatabaseSilent(error)) return databaseSilent()
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return refuse('body_too_large', 'the body is too large: expected at most 64 MiB')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return refuse('invalid_request', `the body cannot be read: ${error.message}`)
  return refuse('internal', 'this is our fault; the log of the agent says more')
}

export const onNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(
    reply,
    refuse('not_found', `there is no ${request.method} ${request.url.split('?')[0] ?? ''}; /docs lists what there is`),
  )
