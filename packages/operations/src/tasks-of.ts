import { z } from 'zod'
import { EngineNodeName } from './engine/node.ts'
import { EngineServiceName } from './engine/service.ts'
import { EngineTask } from './engine/task.ts'
import { projectTasks } from './project/tasks.ts'
import { get, together } from './reading.ts'

type Filters = Readonly<Record<string, readonly string[]>>

const filtered = (path: string, filters: Filters) => get(path, { filters: JSON.stringify(filters) })

/** Reads the tasks of one thing, with the names of their services and nodes. */
export const tasksOf = (of: (id: string) => { readonly tasks: Filters; readonly services: Filters }) =>
  together({
    calls: (_: unknown, id) => ({
      tasks: filtered('/tasks', of(id).tasks),
      services: filtered('/services', of(id).services),
      nodes: get('/nodes'),
    }),
    answers: z.object({
      tasks: z.array(EngineTask),
      services: z.array(EngineServiceName),
      nodes: z.array(EngineNodeName),
    }),
    project: projectTasks,
  })

/** A stack is no thing of the engine's, but a label that its services and tasks carry. */
export const stackLabel = (name: string): Filters => ({ label: [`com.docker.stack.namespace=${name}`] })
