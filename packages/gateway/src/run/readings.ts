import {
  logFacts,
  type Operation,
  type OperationKind,
  projectHealth,
  projectInspect,
  projectList,
  projectStats,
  projectTop,
} from '@devops-ai/operations'
import type { Aimed, Asked } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { fromEach } from './from-each.ts'
import type { Engine } from '@devops-ai/engine'

/** What a look at the engine gave, not yet redacted. */
export interface Reading {
  readonly data: unknown
  readonly text: string
  readonly truncated: boolean
}

type Of<K extends OperationKind> = Extract<Operation, { kind: K }>
const whole = ({ data, text }: { readonly data: unknown; readonly text: string }): Reading => ({
  data,
  text,
  truncated: false,
})

/** Looks at one container; null when it is gone. Throws as the engine does. */
export async function readingOf(deps: GatewayDeps, { operation, container }: Aimed): Promise<Reading | null> {
  const engine = deps.engines.get(container.engine)
  if (!engine) throw new Error(`no engine ${container.engine}`)
  switch (operation.kind) {
    case 'container.inspect': {
      const inspect = await engine.inspect(container.id)
      return inspect && whole(projectInspect(inspect))
    }
    case 'container.health': {
      const inspect = await engine.inspect(container.id)
      const stoppedBy = deps.index.stoppedBy(container.engine, container.id)
      return inspect && whole(projectHealth(inspect, { now: deps.now(), stoppedBy }))
    }
    case 'container.logs':
      return await logsOf(deps, engine, container.id, operation)
    case 'container.stats':
      return whole(projectStats(await engine.stats(container.id)))
    case 'container.top':
      return whole(projectTop(await engine.top(container.id)))
    default:
      throw new Error(`${operation.kind} does not read one container`)
  }
}

async function logsOf(
  { maxOutputBytes }: GatewayDeps,
  engine: Engine,
  id: Aimed['target']['id'],
  { tail, since_seconds, errors_only, timestamps }: Of<'container.logs'>,
): Promise<Reading> {
  const since = since_seconds === undefined ? {} : { sinceSeconds: since_seconds }
  const { lines, truncated } = await engine.logs(id, { tail, ...since, timestamps, maxBytes: maxOutputBytes })
  return { ...whole(logFacts(lines, { errorsOnly: errors_only, tail, truncated })), truncated }
}

/** All containers of one engine, or of every engine that answers; what could not be listed is said. */
export async function listingOf(deps: GatewayDeps, { operation, engine }: Asked): Promise<Reading> {
  const { answers, missing } = await fromEach(deps, engine, (one) => one.list())
  const known = new Set(deps.index.all().map((container) => `${container.engine}/${container.id}`))
  const items = answers.flatMap((list) => list.value.filter(({ Id }) => known.has(`${list.engine}/${Id}`)))
  const { data, text } = projectList(items, operation.kind === 'container.list' && operation.all)
  const unlisted = missing.map((sentence) => `\nnot listed: ${sentence}`)
  return { data, text: `${text}${unlisted.join('')}`, truncated: missing.length > 0 }
}
