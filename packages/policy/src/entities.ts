import type { Source } from '@devops-ai/contract'
import type { CedarValueJson, Context, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs'
import type { IndexedContainer } from '@devops-ai/engine'
import type { AskedKind, Deed } from './port.ts'
import { labelledAutonomy } from './autonomy.ts'

/** One question in Cedar's words. */
export interface CedarQuestion {
  readonly principal: TypeAndId
  readonly action: TypeAndId
  readonly resource: TypeAndId
  readonly context: Context
  readonly entities: EntityJson[]
}

const everything: TypeAndId = { type: 'Fleet', id: 'all' }
const fleet: EntityJson = { uid: everything, attrs: {}, parents: [] }

/** What the schema calls Source, Container and Circumstances, made from a question. */
export function cedarQuestion(question: AskedKind, isProtected: boolean, approved: boolean): CedarQuestion {
  const { source, operation, target, effects } = question
  const asker = sourceEntity(source)
  const action = { type: 'Action', id: operation.kind }
  const resource = target ? { type: 'Container', id: `${target.engine}/${target.id}` } : everything
  return {
    principal: asker.uid,
    action,
    resource,
    context: {
      approved,
      dryRun: question.dryRun,
      priority: question.priority,
      interrupts: effects.interrupts,
      lastHealthyReplica: effects.last_healthy_replica,
      dataLoss: effects.data_loss,
      reversible: effects.reversible,
    },
    entities: [
      asker,
      target
        ? { uid: resource, attrs: attributesOf(target, isProtected), parents: [], tags: { ...target.ownLabels } }
        : fleet,
    ],
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
