import type { Source } from '@devops-ai/contract'
import type { CedarValueJson, Context, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs'
import { type FoundObject, type IndexedContainer, isContainer, type Subject } from '@devops-ai/engine'
import type { AskedKind, Deed } from './port.ts'
import { labelledAutonomy, ownLabelsOf } from './autonomy.ts'

/** One question in Cedar's words. */
export interface CedarQuestion {
  readonly principal: TypeAndId
  readonly action: TypeAndId
  readonly resource: TypeAndId
  readonly context: Context
  readonly entities: EntityJson[]
}

const everything: TypeAndId = { type: 'Fleet', id: 'all' }
const fleet: Entity = { uid: everything, attrs: {}, parents: [] }

/** What the schema calls Source, Container and Circumstances, made from a question. */
export function cedarQuestion(question: AskedKind, isProtected: boolean, approved: boolean): CedarQuestion {
  const { source, operation, target, effects } = question
  const asker = sourceEntity(source)
  const action = { type: 'Action', id: operation.kind }
  const entity = target ? entityOf(target, isProtected) : fleet
  return {
    principal: asker.uid,
    action,
    resource: entity.uid,
    context: {
      approved,
      dryRun: question.dryRun,
      priority: question.priority,
      interrupts: effects.interrupts,
      lastHealthyReplica: effects.last_healthy_replica,
      dataLoss: effects.data_loss,
      reversible: effects.reversible,
    },
    entities: [asker, entity],
  }
}

type Entity = EntityJson & { readonly uid: TypeAndId }

function entityOf(target: Subject, isProtected: boolean): Entity {
  const id = `${target.engine}/${target.id}`
  if (isContainer(target)) {
    const attrs = attributesOf(target, isProtected)
    return { uid: { type: 'Container', id }, attrs, parents: [], tags: { ...target.ownLabels } }
  }
  if (target.object === 'service') {
    const attrs = serviceAttributes(target, isProtected)
    return { uid: { type: 'Service', id }, attrs, parents: [], tags: { ...ownLabelsOf(target) } }
  }
  const { object: kind, name, engine } = target
  return { uid: { type: 'Thing', id: `${engine}/${kind}/${target.id}` }, attrs: { kind, name, engine }, parents: [] }
}

function serviceAttributes(target: FoundObject, isProtected: boolean): Record<string, CedarValueJson> {
  const stack = target.labels['com.docker.stack.namespace']
  return {
    name: target.name,
    engine: target.engine,
    image: target.image ?? '',
    ...(stack !== undefined && { stack }),
    autonomy: labelledAutonomy(target).level,
    protected: isProtected,
  }
}

/** What a source may do besides operations is asked about everything together. */
export function deedQuestion(source: Source, deed: Deed): CedarQuestion {
  const asker = sourceEntity(source)
  const action = { type: 'Action', id: deed }
  return { principal: asker.uid, action, resource: everything, context: {}, entities: [asker, fleet] }
}

const sourceEntity = ({ id, kind, roles }: Source) => ({
  uid: { type: 'Source', id },
  attrs: { kind, roles },
  parents: [],
})

const attributesOf = (target: IndexedContainer, isProtected: boolean): Record<string, CedarValueJson> => ({
  name: target.name,
  engine: target.engine,
  image: target.image,
  ...(target.service !== null && { service: target.service }),
  ...(target.project !== null && { project: target.project }),
  status: target.status,
  health: target.health,
  autonomy: labelledAutonomy(target).level,
  protected: isProtected,
})
