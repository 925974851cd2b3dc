import { Problem, problemOf, problemStatus, refuse, type ProblemCode, type Refusal } from '@devops-ai/contract'
import type { FastifyError, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'

const type = 'application/problem+json'

export const withoutToken: Refusal = refuse('unauthenticated', 'expected a bearer token')

/** The documented answers of a route that may refuse with these codes. */
export const refusals = (
  ...codes: readonly ProblemCode[]
): Record<number, { description: string; content: Record<string, { schema: typeof Problem }> }> =>
  Object.fromEntries(
    [...new Set(codes.map((code) => problemStatus[code]))].map((status) => {
      const words = codes.filter((code) => problemStatus[code] === status)
      return [status, { description: words.join(', '), content: { [type]: { schema: Problem } } }]
    }),
  )

export const isProblem = (reply: Pick<FastifyReply, 'getHeader'>): boolean => reply.getHeader('content-type') === type

/** Answers with the problem document of a refusal. */
export function sendRefusal(reply: Pick<FastifyReply, 'header' | 'status'>, refusal: Refusal): FastifyReply {
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds))
  if (refusal.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
  return reply
    .status(problemStatus[refusal.code])
    .header('content-type', type)
    .send(JSON.stringify(problemOf(refusal)))
}

/** What fastify itself refuses, in our words; null for what is our fault. */
export function refusalOfError(error: FastifyError): Refusal | null {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = error.validation.map(
      ({ instancePath, message }) => `${instancePath.slice(1).replaceAll('/', '.') || 'the body'}: ${message}`,
    )
    return refuse('invalid_request', places.join('; '))
  }
  switch (error.statusCode) {
    case 413:
      return refuse('body_too_large', `the body is too large, expected at most 64 kB`)
    case 415:
      return refuse('invalid_request', 'the content type is not understood, expected application/json')
    case 429:
      return refuse('rate_limited', error.message, {})
    case 400:
      return refuse('invalid_request', `the body is not JSON as expected: ${error.message}`)
    case undefined:
    default:
      return null
  }
}
