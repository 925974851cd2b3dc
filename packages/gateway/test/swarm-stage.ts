import { hostname } from 'node:os'
import { ExecuteRequest } from '@devops-ai/contract'
import {
  call,
  createNetwork,
  dockerAt,
  type DockerApi,
  importBusybox,
  newPrivateEngine,
  runCommand,
  runContainer,
  until,
  untilHealth,
  untilStatus,
} from '@devops-ai/testkit'
import { z } from 'zod'
import { configured, started } from './configured.ts'
import { at } from './differential-facts.ts'

const label = 'devops-ai.test=differential'
const labels = { 'devops-ai.test': 'differential', 'devops-ai.autonomy': 'auto' }
const stack = { 'com.docker.stack.namespace': 'shop' }
const swarm = { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' }

/**
 * An engine of its own that is a swarm of one node, so that what is listed is listed whole: the container `web`, `job`, which has
 * ended, the network `backend`, the volume `data` and the service `shop_api` of the stack `shop`; and a gateway before it, perhaps
 * with something between them.
 */
export async function swarmStage(
  between?: (socketPath: string) => Promise<{ readonly url: string } & AsyncDisposable>,
) {
  await using building = new AsyncDisposableStack()
  const engine = await newPrivateEngine({ liveRestore: false })
  building.defer(() => engine.stop())
  const api = building.use(dockerAt(engine.socketPath))
  const image = await importBusybox(api, { repo: 'differential', tag: '1', label })
  await call(api, { method: 'POST', path: '/swarm/init', body: swarm }, [200])
  await createNetwork(api, { name: 'backend', labels })
  await call(api, { method: 'POST', path: '/volumes/create', body: { Name: 'data', Labels: labels } }, [201])
  const web = await makeWeb(api, image)
  const job = await runContainer(api, { name: 'job', image, labels, cmd: ['sh', '-c', 'exit 3'] })
  await untilStatus(api, job, 'exited', 60_000)
  await untilHealth(api, web, 'healthy', 60_000)
  await makeService(api, image)
  const front = between && building.use(await between(engine.socketPath))
  const engineUrl = front?.url ?? `unix://${engine.socketPath}`
  const configuration = building.use(await configured({ engineUrl, onlyLabel: label }))
  const gateway = building.use(await started(configuration))

  /** What the gateway answers to the words: its command, its facts and its text. */
  async function told(intent: string, name: string) {
    const request = { source_id: 'operator', target_resource: { name }, action_request: { intent } }
    const reply = await gateway.operator.execute(ExecuteRequest.parse(request))
    if (reply.kind !== 'answer') throw new Error(`"${intent}" of ${name} was answered ${JSON.stringify(reply)}`)
    const { command, operation, execution_result } = reply.body.execution_details
    return { command, kind: operation.kind, data: execution_result.data, text: execution_result.stdout }
  }

  /** What the docker CLI says to the same command, with flags that make it say it in a form that can be read. */
  async function said(command: string, flags: readonly string[]): Promise<string> {
    const [, ...words] = (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''))
    const targets = new Set(['web', 'job', 'backend', 'data', image, 'shop_api', 'shop', hostname()])
    const place = words.findLastIndex((word) => targets.has(word))
    const args = place < 0 ? [...words, ...flags] : [...words.slice(0, place), ...flags, ...words.slice(place)]
    const { code, stdout, stderr } = await runCommand('docker', ['-H', `unix://${engine.socketPath}`, ...args])
    if (code !== 0) throw new Error(`docker ${args.join(' ')} ended with ${code}: ${stderr}`)
    return stdout
  }

  /** The service as the engine has it: its version, its replicas, how often an update was forced. */
  async function service() {
    const { json } = await call(api, { method: 'GET', path: '/services/shop_api' }, [200])
    return {
      version: at(json, 'Version.Index'),
      replicas: at(json, 'Spec.Mode.Replicated.Replicas'),
      forced: at(json, 'Spec.TaskTemplate.ForceUpdate'),
      update: at(json, 'UpdateStatus.State'),
    }
  }

  /** As long as an update goes on the engine counts versions up by itself. */
  const untilSettled = () =>
    until(async () => !/updating|started/.test(String((await service()).update)), {
      what: 'the update of shop_api to end',
      deadlineMs: 60_000,
      everyMs: 200,
    })

  await until(async () => at((await told('list the services', 'swarm')).data, 'services.0.running') === 2, {
    what: 'two tasks to run',
    deadlineMs: 60_000,
  })
  const built = building.move()
  return { gateway, image, web, told, said, service, untilSettled, [Symbol.asyncDispose]: () => built.disposeAsync() }
}

/** A container that has something of all that can be looked at. */
async function makeWeb(api: DockerApi, image: string): Promise<string> {
  const Made = z.object({ Id: z.string() })
  const body = {
    Image: image,
    Cmd: ['sh', '-c', 'touch /made; echo one; echo two; exec sleep 600'],
    Labels: labels,
    ExposedPorts: { '80/tcp': {} },
    Healthcheck: { Test: ['CMD', 'true'], Interval: 500_000_000, Timeout: 30_000_000_000 },
    HostConfig: {
      NetworkMode: 'backend',
      Binds: ['data:/data'],
      Memory: 64 * 1024 ** 2,
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    },
  }
  const made = await call(api, { method: 'POST', path: '/containers/create', query: { name: 'web' }, body }, [201])
  const { Id } = Made.parse(made.json)
  await call(api, { method: 'POST', path: `/containers/${Id}/start` }, [204])
  return Id
}

async function makeService(api: DockerApi, image: string): Promise<void> {
  const Labels = { ...labels, ...stack }
  const body = {
    Name: 'shop_api',
    Labels,
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Command: ['sh', '-c', 'echo served; exec sleep 600'],
        Labels,
        StopGracePeriod: 1e9,
      },
    },
    Mode: { Replicated: { Replicas: 2 } },
    // Without a short time of watching every update would take its five seconds.
    UpdateConfig: { Parallelism: 1, Monitor: 1e6, Order: 'stop-first' },
    RollbackConfig: { Parallelism: 1, Monitor: 1e6 },
  }
  await call(api, { method: 'POST', path: '/services/create', body }, [201])
}
