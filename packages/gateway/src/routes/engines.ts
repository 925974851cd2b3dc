import { type EngineReport, EnginesAnswer } from '@devops-ai/contract'
import { kinds } from '@devops-ai/operations'
import { refusals } from '@devops-ai/http'
import type { Http, HttpDeps } from './http.ts'

/** `GET /engines`: which Engine calls are let through, and so which operations can run there. For `devops-ai doctor`. */
export function enginesRoute(app: Http, { deps, engines }: HttpDeps): void {
  const report = async ({ name, required }: HttpDeps['engines'][number]): Promise<EngineReport> => {
    const engine = deps.engines.get(name)
    const answers = (await engine?.ping().catch(() => false)) ?? false
    const calls = engine && answers ? await engine.permits() : []
    const lacking = new Set(calls.filter(({ permitted }) => permitted !== true).flatMap((call) => call.kinds))
    const isUsable = answers && calls.every(({ permitted, kinds: needing }) => permitted === true || needing.length > 0)
    const permitted = isUsable ? kinds.filter((kind) => !lacking.has(kind)) : []
    return {
      name,
      required,
      answers,
      trouble: deps.index.freshness(name).trouble ?? null,
      api_version: engine?.apiVersion() ?? null,
      calls: calls.map((call) => ({ ...call, kinds: [...call.kinds] })),
      permitted,
      forbidden: kinds.filter((kind) => !permitted.includes(kind)),
    }
  }
  app.get(
    '/engines',
    {
      schema: {
        summary: 'Which Engine calls are let through',
        response: { 200: EnginesAnswer, ...refusals('unauthenticated', 'rate_limited') },
      },
    },
    async () => ({ engines: await Promise.all(engines.map(report)) }),
  )
}
