import { z } from 'zod'
import { refusals } from '@devops-ai/http'
import type { Http, HttpDeps } from './http.ts'

/** `GET /metrics` for Prometheus, which sends the token of a source. */
export function metricsRoute(app: Http, { metrics }: HttpDeps): void {
  app.get(
    '/metrics',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'Metrics in the text format of Prometheus',
        response: { 200: z.string(), ...refusals('unauthenticated') },
      },
    },
    async (_, reply) => {
      const { type, text } = await metrics.page()
      return reply.header('content-type', type).send(text)
    },
  )
}
