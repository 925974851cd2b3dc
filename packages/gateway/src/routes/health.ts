import { setTimeout as pause } from 'node:timers/promises'
import { GatewayHealth } from '@devops-ai/contract'
import { kinds } from '@devops-ai/operations'
import type { Engine } from '@devops-ai/engine'
import type { Http, HttpDeps } from './http.ts'

/** How long an engine's answer to a ping is believed, so that asking for health cannot load an engine. */
const believedMs = 500
/** An engine that takes longer does not answer, for whoever asks for health. */
const patienceMs = 2_000

/** `GET /health`: one word for everybody, details for a source. 503 when the gateway could not do its work. */
export function healthRoute(app: Http, { deps, engines, interpreterHealth, commandTimeoutSeconds }: HttpDeps): void {
  const pings = new Map(
    [...deps.engines.values()].map((engine) => [engine.name, rememberedPing(engine, deps.stopwatch)]),
  )
  const look = async (): Promise<Required<GatewayHealth>> => {
    const states = await Promise.all(
      engines.map(async ({ name, required }) => {
        const answers = (await pings.get(name)?.()) ?? false
        const { stale, trouble } = deps.index.freshness(name)
        const api_version = deps.engines.get(name)?.apiVersion() ?? null
        return { name, required, answers, stale, trouble: trouble ?? null, api_version, verbs: [...kinds] }
      }),
    )
    const trouble = deps.journal.trouble()
    const journal = { writable: trouble === null, sequence: deps.journal.head()?.sequence ?? 0 }
    const detail = [
      ...(trouble === null ? [] : [trouble]),
      ...states
        .filter(({ required, answers }) => required && !answers)
        .map(({ name, trouble }) => trouble ?? `the engine ${name} does not answer`),
    ]
    const status = detail.length === 0 ? 'success' : 'failure'
    const said = { interpreter: interpreterHealth(), frozen: deps.freeze.now() }
    return { status, detail, engines: states, journal, ...said, command_timeout_seconds: commandTimeoutSeconds }
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
      last = {
        at: stopwatch(),
        answers: Promise.race([engine.ping(), pause(patienceMs, false, { ref: false })]).catch(() => false),
      }
    return last.answers
  }
}
