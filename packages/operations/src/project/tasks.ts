import { z } from 'zod'
import type { EngineNodeName } from '../engine/node.ts'
import type { EngineServiceName } from '../engine/service.ts'
import type { EngineTask } from '../engine/task.ts'
import { instantOf } from './moment.ts'
import type { Projection } from './projection.ts'
import { by, counted, shown } from './rows.ts'

/** What "show the tasks" answers in `data`: by name, the newest of each first. */
export const TasksFacts = z.object({
  tasks: z.array(
    z.object({
      id: z.string(),
      /** The service and its slot, or the id of the node where it runs once on every node. */
      name: z.string(),
      image: z.string(),
      /** The node's host name; null as long as the task has none. */
      node: z.string().nullable(),
      desired_state: z.string(),
      state: z.string(),
      since: z.string().nullable(),
      created_at: z.string().nullable(),
      error: z.string(),
      exit_code: z.int().nullable(),
      container_id: z.string().nullable(),
    }),
  ),
  truncated: z.boolean(),
})
export type TasksFacts = z.infer<typeof TasksFacts>
type Task = TasksFacts['tasks'][number]

export interface TasksAnswers {
  readonly tasks: readonly EngineTask[]
  readonly services: readonly EngineServiceName[]
  readonly nodes: readonly EngineNodeName[]
}

export function projectTasks({ tasks, services, nodes }: TasksAnswers): Projection<TasksFacts> {
  const serviceNames = new Map(services.map(({ ID, Spec }) => [ID, Spec.Name]))
  const nodeNames = new Map(nodes.map(({ ID, Description }) => [ID, Description.Hostname]))
  const all = tasks.map((task): Task => {
    const { ServiceID, Slot, NodeID, Status } = task
    const service = serviceNames.get(ServiceID) ?? ServiceID
    return {
      id: task.ID,
      name: shown(`${service}.${Slot === 0 ? NodeID : Slot}`),
      image: shown(task.Spec.ContainerSpec?.Image ?? ''),
      node: NodeID === '' ? null : shown(nodeNames.get(NodeID) || NodeID),
      desired_state: task.DesiredState,
      state: Status.State,
      since: instantOf(Status.Timestamp),
      created_at: instantOf(task.CreatedAt),
      error: shown(Status.Err),
      exit_code: ended.has(Status.State) ? (Status.ContainerStatus?.ExitCode ?? null) : null,
      container_id: Status.ContainerStatus?.ContainerID || null,
    }
  })
  const newestFirst = all.toSorted(by(({ created_at }) => created_at ?? '')).toReversed()
  const { rows, truncated, text } = counted(newestFirst.toSorted(byName), taskCells, 'no tasks')
  return { data: { tasks: rows, truncated }, text }
}

const ended = new Set(['complete', 'failed', 'shutdown', 'rejected', 'orphaned', 'remove'])

/** Slot 10 comes after slot 9. */
const byName = by(({ name }: Task) => name.replace(/\d+$/, (slot) => slot.padStart(9, '0')))

const taskCells = ({ name, image, node, desired_state, state, since, error }: Task): (string | null)[] => [
  name,
  image,
  node === null ? 'no node' : `on ${node}`,
  desired_state === state ? state : `${state}, to be ${desired_state}`,
  since && `since ${since}`,
  error === '' ? null : `error: ${error}`,
]
