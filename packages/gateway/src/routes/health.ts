import { GatewayHealth } from '@devops-ai/contract'
import { kinds } from '@devops-ai/operations'
import type { Engine } from '@devops-ai/engine'
import type { Http, HttpDeps } from './http.ts'

/** How long an engine's answer to a ping is believed, so that asking for health cannot load an engine. */
const believedMs = 500

/** `GET /health`: one word for everybody, details for a source. 503 when the gateway could not do its work. */
export function healthRoute(app: Http, { deps, engines, commandTimeoutSeconds }: HttpDeps): void {
  const pings = new Map(
    [...deps.engines.values()].map((engine) => [engine.name, rememberedPing(engine, deps.stopwatch)]),
  )
  const look = async (): Promise<Required<GatewayHealth>> => {
    const states = await Promise.all(
      engines.map(async ({ name, required }) => ({
        name,
        required,
        answers: (await pings.get(name)?.()) ?? false,
        api_version: deps.engines.get(name)?.apiVersion() ?? null,
        verbs: [...kinds],
      })),
    )
    const journal = { writable: deps.journal.writable(), sequence: deps.journal.head()?.sequence ?? 0 }
    const detail = [
      ...(journal.writable ? [] : ['the journal cannot be written']),
      ...states
        .filter(({ required, answers }) => required && !answers)
        .map(({ name }) => `the engine ${name} does not answer`),
    ]
    const status = detail.length === 0 ? 'success' : 'failure'
    return { status, detail, engines: states, journal, command_timeout_seconds: commandTimeoutSeconds }
  }
  app.get(
    '/health',
    {
      config: { open: true, rateLimit: false },
      schema: {
        summary: 'Can the gateway do its work?',
        security: [],
        response: { 200: GatewayHealth, 503: GatewayHealth },
      },
    },
    async ({ source }, reply) => {
      const health = await look()
      return reply.code(health.status === 'success' ? 200 : 503).send(source ? health : { status: health.status })
    },
  )
}

function rememberedPing(engine: Engine, stopwatch: () => number): () => Promise<boolean> {
  let last: { readonly at: number; readonly answers: Promise<boolean> } | null = null
  return () => {
    if (!last || stopwatch() - last.at > believedMs)
      last = { at: stopwatch(), answers: engine.ping().catch(() => false) }
    return last.answers
  }
}
