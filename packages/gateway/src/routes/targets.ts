import { instant, type TargetInfo, TargetsAnswer } from '@devops-ai/contract'
import { refusals } from '@devops-ai/http'
import type { GatewayDeps } from '../deps.ts'
import type { IndexedContainer } from '@devops-ai/engine'
import type { Http, HttpDeps } from './http.ts'

/** `GET /targets`: everything that can be named, and what may be done with it. From memory, at once. */
export function targetsRoute(app: Http, { deps }: HttpDeps): void {
  app.get(
    '/targets',
    {
      schema: {
        summary: 'What can be named',
        response: { 200: TargetsAnswer, ...refusals('unauthenticated', 'rate_limited') },
      },
    },
    async () => {
      const parts = [...deps.engines.keys()].map((name) => ({ name, ...deps.index.freshness(name) }))
      const times = parts.map(({ asOf }) => asOf?.getTime() ?? 0)
      return {
        targets: deps.index
          .all()
          .filter(({ oneOff }) => !oneOff)
          .map((container) => targetInfo(deps, container)),
        as_of: instant(new Date(Math.min(...times))),
        stale_engines: parts.filter(({ stale }) => stale).map(({ name }) => name),
      }
    },
  )
}

const targetInfo = (deps: GatewayDeps, container: IndexedContainer): TargetInfo => ({
  engine: container.engine,
  id: container.id,
  name: container.name,
  service: container.service,
  project: container.project,
  aliases: [...container.aliases],
  status: container.status,
  health: container.health,
  image: deps.redact.text(container.image),
  labels: redactedLabels(deps, container.labels),
  autonomy: deps.policy.autonomy(container),
  protected: deps.isProtected(container),
  depends_on: [...container.dependsOn],
  network_of: container.networkOf,
  created_at: container.createdAt,
})

/** A label may hold a secret in its value or be named like one: redacted as pairs. */
function redactedLabels({ redact }: GatewayDeps, labels: IndexedContainer['labels']): Record<string, string> {
  const shown = TargetLabels.safeParse(redact.json(labels))
  return shown.success ? shown.data : {}
}

const TargetLabels = TargetsAnswer.shape.targets.element.shape.labels
