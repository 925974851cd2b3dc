import { Problem, problemOf, problemStatus, refuse, type ProblemCode, type Refusal } from '@devops-ai/contract'
import type { FastifyError, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'

const type = 'application/problem+json'

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
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', String(refusal.retryAfterSeconds))
  if (refusal.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer')
  return (
    reply
      .status(problemStatus[refusal.code])
      .header('content-type', type)
      // Its own serializer leaves the type as it is; otherwise a charset would be added.
      .serializer((document: unknown) => JSON.stringify(document))
      .send(problemOf(refusal))
  )
}

const mostPlacesTold = 10

/** What fastify itself refuses, in our words; null for what is our fault. `bodyLimit` in bytes. */
export function refusalOfError(error: FastifyError, bodyLimit: number): Refusal | null {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = error.validation
      .slice(0, mostPlacesTold)
      .map(({ instancePath, message }) => `${placeOf(instancePath)}: ${message}`)
    return refuse('invalid_request', places.join('; '))
  }
  switch (error.statusCode) {
    case 413:
      return refuse('body_too_large', `the body is too large, expected at most ${sizeOf(bodyLimit)}`)
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

const placeOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.') || 'the body'

const sizeOf = (bytes: number): string => (bytes < 2 ** 20 ? `${bytes / 2 ** 10} KiB` : `${bytes / 2 ** 20} MiB`)
