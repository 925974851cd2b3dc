import { ObjectId, type ObjectKind, type Refusal, refuse } from '@devops-ai/contract'
import {
  ambiguous,
  areReplicasOf,
  isSilence,
  type FoundObject,
  type IndexedContainer,
  type Known,
  matching,
  noSuchContainer,
  noSuchEngine,
  type Wanted,
} from '@devops-ai/engine'
import { changeOf, isChange, Operation, operations } from '@devops-ai/operations'
import type { Aimed, Asked } from './case.ts'
import type { GatewayDeps } from './deps.ts'
import { fromEach } from './run/from-each.ts'

/** What of a request says what it is about. */
type Named = Pick<Asked, 'operation' | 'name' | 'engine' | 'expected'>
type Aim<A extends Named> = { readonly ok: true; readonly aimed: A & Pick<Aimed, 'subjects'> } | Refusal

/** From the name of a request to what it stands for, and to the verb that is right for it. Null for a whole fleet. */
export async function aim<A extends Named>(deps: GatewayDeps, asked: A, known: Known): Promise<Aim<A> | null> {
  const { about } = operations[asked.operation.kind]
  const strange = noSuchEngine(asked, known)
  if (strange) return strange
  if (about === 'fleet') return null
  return about === 'container' ? await atContainers(deps, asked, known) : await atObject(deps, asked, known, about)
}

/** One container; all replicas of a service where the operation rolls; or the Swarm service of that name. */
async function atContainers<A extends Named>(deps: GatewayDeps, asked: A, known: Known): Promise<Aim<A>> {
  const found = matching(asked, known)
  if (found.every(({ taskOf }) => taskOf !== null)) {
    const service = await ofService(deps, asked)
    if (service) return service
  }
  const [first, ...more] = found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (!first) return noSuchContainer(asked, known)
  const task = found.find(({ taskOf }) => taskOf !== null)
  if (task && isChange(asked.operation)) return isTask(task)
  const rolls = changeOf(asked.operation)?.rolls === true && areReplicasOf(asked, known, found)
  if (more.length > 0 && !rolls) return ambiguous(asked, found)
  return { ok: true, aimed: { ...asked, subjects: [first, ...more] } }
}

const isTask = ({ name, taskOf }: IndexedContainer): Refusal =>
  refuse(
    'invalid_request',
    `${name} is a task of the Swarm service ${taskOf}, which would start a copy of it: expected the name of the service`,
  )

/** The same asked of the Swarm service of that name, in its own verb; null where there is none. */
async function ofService<A extends Named>(deps: GatewayDeps, asked: A): Promise<Aim<A> | null> {
  const kind = operations[asked.operation.kind].ofService
  if (!kind) return null
  const { found } = await foundObjects(deps, asked, 'service')
  const [service, ...more] = found
  if (!service) return null
  if (more.length > 0) return ambiguous(asked, found, 'service')
  if (asked.expected && !asked.expected.includes(kind))
    return refuse(
      'unexpected_operation',
      `${asked.name} is a Swarm service, for which the intent means ${kind}, expected ${asked.expected.join(' or ')}`,
    )
  const { shape } = operations[kind].schema
  const fields = Object.entries(asked.operation).filter(([name]) => name in shape)
  const operation = Operation.parse({ ...Object.fromEntries(fields), kind })
  return { ok: true, aimed: { ...asked, operation, subjects: [service] } }
}

async function atObject<A extends Named>(
  deps: GatewayDeps,
  asked: A,
  known: Known,
  object: ObjectKind,
): Promise<Aim<A>> {
  const { found, missing } = await foundObjects(deps, asked, object)
  const all = found.length === 0 && object === 'image' ? imagesOf(matching(asked, known)) : found
  const [first, ...more] = all
  if (more.length > 0) return ambiguous(asked, all, object)
  if (first) return { ok: true, aimed: { ...asked, subjects: [first] } }
  if (missing !== null)
    return refuse(
      'engine_unavailable',
      `"${asked.name}" is not known, and nobody can say whether it exists: ${missing}`,
      {
        retryAfterSeconds: 5,
      },
    )
  return refuse('unknown_target', `there is no ${object} "${asked.name}"`)
}

/** A container's name may stand for the image that it runs. */
const imagesOf = (containers: readonly IndexedContainer[]): readonly FoundObject[] =>
  containers.flatMap(({ engine, image, imageId, labels }) => {
    const id = ObjectId.safeParse(imageId)
    return id.success ? [{ object: 'image' as const, engine, id: id.data, name: image, labels, image: null }] : []
  })

/** Every engine is asked at once; one that does not answer keeps nobody from what another has. */
export async function foundObjects(
  deps: Pick<GatewayDeps, 'engines' | 'index'>,
  { name, engine }: Wanted,
  object: ObjectKind,
): Promise<{ readonly found: readonly FoundObject[]; readonly missing: string | null }> {
  try {
    const { answers, missing } = await fromEach(deps, engine, (one) => one.find(object, name))
    return { found: answers.flatMap(({ value }) => value), missing: missing[0] ?? null }
  } catch (error) {
    if (isSilence(error)) return { found: [], missing: error.message }
    throw error
  }
}
