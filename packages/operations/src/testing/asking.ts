import type { Baseline } from '@devops-ai/contract'
import { z } from 'zod'
import type { EngineCall, Reached } from '../definition.ts'
import { EngineInspect } from '../engine/inspect.ts'
import { EngineService } from '../engine/service.ts'
import type { Operation } from '../operation.ts'
import { changeOf, operations } from '../operations.ts'
import type { Projection } from '../project/projection.ts'
import { serviceBaselineOf } from '../project/service-state.ts'
import { baselineOf } from '../project/state.ts'
import { nothingTold } from '../reading.ts'

/** Makes one call of an engine; `json` is undefined where the answer is none. */
export type Request = (
  call: EngineCall,
) => Promise<{ readonly status: number; readonly json: unknown; readonly bytes: { toString(): string } }>

const context = () => ({ now: new Date(), stoppedBy: 'unknown', told: nothingTold, knows: () => true }) as const

/** Asks an engine what a read asks for, and gives what becomes of the answers. For tests. */
export async function asked(request: Request, operation: Operation, id = ''): Promise<Projection<unknown>> {
  const definition = operations[operation.kind]
  if (definition.access === 'change' || definition.reading.from !== 'answers')
    throw new Error(`${operation.kind} has no answers in JSON`)
  const { reading } = definition
  const named = Object.entries(reading.calls(operation, id)).map(async ([name, call]) => {
    const { status, json } = await request(call)
    if (status !== 200) throw new Error(`${call.method} ${call.path} answered ${status}: ${JSON.stringify(json)}`)
    return [name, json] as const
  })
  const part = { engine: 'local', answers: Object.fromEntries(await Promise.all(named)) }
  const projected = reading.project(operation, [part], context())
  if (!projected.ok) throw new Error(projected.detail)
  return projected.projection
}

/** The same of a window of events. For tests. */
export async function happened(request: Request, operation: Operation): Promise<Projection<unknown>> {
  const definition = operations[operation.kind]
  if (definition.access === 'change' || definition.reading.from !== 'events')
    throw new Error(`${operation.kind} has no events`)
  const { bytes } = await request(definition.reading.call(operation, new Date()))
  const lines = bytes.toString().split('\n').filter(Boolean)
  const events = lines.map((line): unknown => JSON.parse(line))
  return definition.reading.project(operation, [{ engine: 'local', events }])
}

const Specified = z.looseObject({ Spec: z.unknown().optional() })

/** The state that a change is judged by, or null where the target is gone. For tests. */
export async function looked(request: Request, about: 'container' | 'service', id: string) {
  const path = about === 'container' ? `/containers/${id}/json` : `/services/${id}`
  const { status, json } = await request({ method: 'GET', path, query: {} })
  if (status === 404) return null
  const state: Baseline =
    about === 'container' ? baselineOf(EngineInspect.parse(json)) : serviceBaselineOf(EngineService.parse(json))
  return { state, specification: Specified.parse(json)['Spec'] }
}

/** Makes the one call of a change and gives its witness and its undo. For tests. */
export async function changed(
  request: Request,
  operation: Operation,
  { id, network = null }: Pick<Reached, 'id'> & Partial<Reached>,
) {
  const change = changeOf(operation)
  if (!change) throw new Error(`${operation.kind} is no change`)
  const about = change.about === 'service' ? 'service' : 'container'
  const before = await looked(request, about, id)
  if (!before) throw new Error(`there is no ${about} ${id}`)
  const { status, json } = await request(
    change.call(operation, { id, network, specification: before.specification }, before.state),
  )
  const after = await looked(request, about, id)
  return {
    status,
    json,
    unfit: change.unfit(operation, before.state),
    before: before.state,
    after: after?.state ?? null,
    undo: change.undo(operation, before.state),
    witness: change.witness(operation, before.state, after?.state ?? null, { network }),
  }
}
