import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Http } from './server.ts'

/** At most so many requests a minute of each that `nameOf` tells apart; who has no name there is told by his address. */
export async function limitRate(
  app: Http,
  perMinute: number,
  nameOf: (request: FastifyRequest) => string | undefined,
): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => {
      const name = nameOf(request)
      return name === undefined ? `address ${request.ip}` : `name ${name}`
    },
    errorResponseBuilder: (request, { after, max }) => {
      const who = nameOf(request) ?? 'this address'
      const detail = `${who} has sent more than ${max} requests within a minute, expected a pause of ${after}`
      return Object.assign(new Error(detail), { statusCode: 429 })
    },
  })
}
