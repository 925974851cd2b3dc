import type { Baseline } from '@devops-ai/contract'
import type { About, EngineCall } from './definition.ts'
import { examples } from './examples.ts'
import type { OperationKind } from './operation.ts'
import { operations } from './operations.ts'
import { get } from './reading.ts'

/** The ids to put into the paths. */
export interface CallIds {
  readonly id: string
  readonly network: string
}

/** What is asked of every engine, whatever the operations: to know its containers. */
export const standingCalls = ({ id }: Pick<CallIds, 'id'>): readonly EngineCall[] => [
  get('/_ping'),
  get('/version'),
  get('/events', { since: '0', until: '1' }),
  get('/containers/json', { all: '1' }),
  get(`/containers/${id}/json`),
  get(`/images/${id}/json`),
]

/** How a name is found that is no container's. */
const findCalls: Readonly<Record<About, (id: string) => readonly EngineCall[]>> = {
  fleet: () => [],
  container: () => [],
  network: () => [get('/networks')],
  volume: (id) => [get(`/volumes/${id}`)],
  image: (id) => [get(`/images/${id}/json`)],
  service: (id) => [get('/services'), get(`/services/${id}`)],
  node: () => [get('/nodes')],
  stack: () => [get('/services')],
}

/** What one kind of operation asks of an engine beside that. The calls of a change name what these ids name. */
export function callsOf(kind: OperationKind, ids: CallIds): readonly EngineCall[] {
  const definition = operations[kind]
  const namesNetwork = definition.access === 'change' && definition.network !== undefined
  return [
    ...findCalls[definition.about](ids.id),
    ...(namesNetwork ? findCalls.network(ids.id) : []),
    ...ownCalls(kind, ids),
  ]
}

function ownCalls(kind: OperationKind, { id, network }: CallIds): readonly EngineCall[] {
  const definition = operations[kind]
  const operation = examples[kind]
  if (definition.access === 'change') {
    const before = definition.about === 'service' ? aService : aContainer
    return [definition.call(operation, { id, network, specification: aSpecification }, before)]
  }
  const { reading } = definition
  const epoch = new Date(0)
  switch (reading.from) {
    case 'answers':
      return Object.values(reading.calls(operation, id))
    case 'log':
      return [reading.call(operation, id, epoch)]
    case 'events':
      return [reading.call(operation, epoch)]
  }
}

// States that no container and no service has; the calls made of them are never meant for one.
const aContainer: Baseline = {
  ...{ object: 'container', status: 'running', health: 'none', started_at: '', finished_at: '', restart_count: 0 },
  ...{ image_id: '', auto_remove: false, memory_bytes: 0, nano_cpus: 0, pids_limit: 0, restart_policy: 'no' },
  ...{ networks: [], configuration: null },
}
const aService: Baseline = {
  ...{ object: 'service', version: 0, replicas: 1, force_update: 0, image: '', has_previous: true },
  ...{ update_state: null, configuration: null },
}
const aSpecification = { Name: '', TaskTemplate: { ForceUpdate: 0 }, Mode: { Replicated: { Replicas: 1 } } }
