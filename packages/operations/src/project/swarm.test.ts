import { expect, test } from 'vitest'
import { EngineNode } from '../engine/node.ts'
import { EngineService } from '../engine/service.ts'
import { EngineTask } from '../engine/task.ts'
import { NodeFacts, NodesFacts, projectNode, projectNodes } from './nodes.ts'
import { projectService, ServiceFacts } from './service.ts'
import { serviceBaselineOf } from './service-state.ts'
import { projectServices, ServicesFacts } from './services.ts'
import { projectTasks, TasksFacts } from './tasks.ts'

const service = (more: { readonly spec?: object; readonly top?: object; readonly task?: object } = {}): EngineService =>
  EngineService.parse({
    ID: 's1',
    Version: { Index: 14 },
    CreatedAt: '2026-01-01T00:00:00.1Z',
    UpdatedAt: '2026-01-02T00:00:00.1Z',
    Spec: {
      Name: 'web',
      Labels: { team: 'shop' },
      TaskTemplate: {
        ContainerSpec: {
          Image: 'shop/web:1',
          Args: ['serve'],
          Env: ['TOKEN=do-not-show'],
          Mounts: [{ Type: 'volume', Source: 'data', Target: '/data', ReadOnly: true }],
        },
        Resources: { Limits: { MemoryBytes: 2 ** 26, NanoCPUs: 5e8 } },
        Placement: { Constraints: ['node.role==worker'] },
        Networks: [{ Target: 'n1' }, { Target: 'n2' }],
        ForceUpdate: 3,
        ...more.task,
      },
      Mode: { Replicated: { Replicas: 2 } },
      UpdateConfig: { Parallelism: 1, Delay: 5e9, FailureAction: 'rollback', Order: 'start-first' },
      ...more.spec,
    },
    Endpoint: { Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }] },
    UpdateStatus: { State: 'completed', Message: 'update completed' },
    ServiceStatus: { RunningTasks: 1, DesiredTasks: 2 },
    ...more.top,
  })

test.each([
  ['replicas', { Replicated: { Replicas: 2 } }, 'replicated', '1/2'],
  ['once on every node', { Global: {} }, 'global', '1/2'],
  ['a job', { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 4 } }, 'replicated-job', '1/2 (0 completed)'],
  ['a job on every node', { GlobalJob: {} }, 'global-job', '1/2 (0 completed)'],
] as const)('a service of %s', (_, Mode, mode, replicas) => {
  const { data, text } = projectServices([{ engine: 'local', answers: { services: [service({ spec: { Mode } })] } }])
  expect(ServicesFacts.parse(data).services[0]).toMatchObject({ name: 'web', mode })
  expect(text).toBe(`web  ${mode}  ${replicas}  shop/web:1  8080->80/tcp`)
})

test('where the engine did not count tasks, none are told', () => {
  const services = [service({ top: { ServiceStatus: undefined } })]
  expect(projectServices([{ engine: 'local', answers: { services } }]).data.services[0]?.running).toBeNull()
})

test('nothing of a service’s environment leaves, and its networks have names', () => {
  const one = service()
  const { data, text } = projectService(one, [{ Id: 'n1', Name: 'front' }])
  expect(ServiceFacts.parse(data)).toMatchObject({
    replicas: 2,
    command: ['serve'],
    networks: ['front', 'n2'],
    cpus: 0.5,
    update: { delay_seconds: 5, order: 'start-first', on_failure: 'rollback' },
    has_previous: false,
  })
  expect(text).toContain('updates: 1 at a time, 5s apart, start-first, on failure rollback')
  expect(JSON.stringify([one, data, text])).not.toContain('do-not-show')
})

test('a baseline of a service', () => {
  expect(serviceBaselineOf(service({ top: { PreviousSpec: { Name: 'web' } } }))).toEqual({
    object: 'service',
    version: 14,
    replicas: 2,
    force_update: 3,
    image: 'shop/web:1',
    has_previous: true,
    update_state: 'completed',
    configuration: null,
  })
  expect(serviceBaselineOf(service({ spec: { Mode: { Global: {} } } })).replicas).toBeNull()
})

const task = (ID: string, more: object, status: object = {}): EngineTask =>
  EngineTask.parse({
    ID,
    CreatedAt: '2026-01-01T00:00:00Z',
    Spec: { ContainerSpec: { Image: 'shop/web:1', Env: ['TOKEN=do-not-show'] } },
    ServiceID: 's1',
    Slot: 1,
    NodeID: 'n1',
    DesiredState: 'running',
    Status: { Timestamp: '2026-01-01T00:00:05Z', State: 'running', ...status },
    ...more,
  })

test('tasks are named after service and slot, or node, the newest of each first', () => {
  const failed = { State: 'failed', Err: 'task: non-zero exit (1)', ContainerStatus: { ContainerID: 'c', ExitCode: 1 } }
  const { data, text } = projectTasks({
    tasks: [
      task('t1', { DesiredState: 'shutdown' }, failed),
      task('t2', { CreatedAt: '2026-01-02T00:00:00Z' }),
      task('t10', { Slot: 10 }),
      task('t9', { Slot: 9, NodeID: '' }, { State: 'pending' }),
      task('g', { ServiceID: 's2', Slot: undefined }),
    ],
    services: [{ ID: 's1', Spec: { Name: 'web' } }],
    nodes: [{ ID: 'n1', Description: { Hostname: 'vm' } }],
  })
  expect(TasksFacts.parse(data).tasks.map(({ id, name, node }) => [id, name, node])).toEqual([
    ['g', 's2.n1', 'vm'],
    ['t2', 'web.1', 'vm'],
    ['t1', 'web.1', 'vm'],
    ['t9', 'web.9', null],
    ['t10', 'web.10', 'vm'],
  ])
  expect(data.tasks[2]).toMatchObject({ exit_code: 1, error: 'task: non-zero exit (1)' })
  expect(data.tasks[1]?.exit_code).toBeNull()
  expect(text.split('\n')[2]).toBe(
    'web.1  shop/web:1  on vm  failed, to be shutdown  since 2026-01-01T00:00:05.000Z  error: task: non-zero exit (1)',
  )
  expect(JSON.stringify([data, text])).not.toContain('do-not-show')
})

test('nodes: a worker has no word as a manager', () => {
  const node = (ID: string, more: object) =>
    EngineNode.parse({
      ID,
      Spec: { Role: 'worker', Availability: 'drain', Labels: { disk: 'ssd' } },
      Description: { Hostname: ID, Resources: { NanoCPUs: 2e9, MemoryBytes: 2 ** 30 } },
      Status: { State: 'down', Message: 'heartbeat failure', Addr: '10.0.0.1' },
      ...more,
    })
  const managing = node('a', { ManagerStatus: { Leader: true, Reachability: 'reachable' } })
  const nodes = [node('b', {}), managing]
  const list = projectNodes([{ engine: 'local', answers: { nodes } }])
  expect(NodesFacts.parse(list.data).nodes.map(({ name, manager }) => [name, manager])).toEqual([
    ['a', 'leader'],
    ['b', null],
  ])
  const { data, text } = projectNode(node('b', {}))
  expect(NodeFacts.parse(data)).toMatchObject({ cpus: 2, message: 'heartbeat failure', labels: { disk: 'ssd' } })
  expect(text).toContain('state: down, drain, heartbeat failure')
})
