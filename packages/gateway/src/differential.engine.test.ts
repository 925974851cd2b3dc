import { hostname } from 'node:os'
import { kinds, operations } from '@devops-ai/operations'
import { afterAll, expect, test } from 'vitest'
import {
  at,
  facts,
  json,
  lines,
  list,
  listAt,
  type Look,
  one,
  rowsOf,
  sorted,
  text,
  whole,
  wordsOf,
} from '../test/differential-facts.ts'
import { swarmStage } from '../test/swarm-stage.ts'

const stage = await swarmStage()
const { image, web, told, said } = stage
const node = hostname()
afterAll(() => stage[Symbol.asyncDispose]())

const tasks = {
  our: ['id', 'name', 'node', 'desired_state', 'image'],
  their: ['ID', 'Name', 'Node', 'DesiredState', 'Image'],
}
const ofService = { our: ['name', 'mode', 'image'], their: ['Name', 'Mode', 'Image'], flags: json }
/** What was done with `web`, as the events say in the field `action`. */
const doings = (events: readonly unknown[], action: string): readonly unknown[] =>
  events
    .filter((event) => at(event, 'id') === web)
    .map((event) => at(event, action))
    .filter((done) => done === 'create' || done === 'start')

const sleeps = (row: readonly string[]): boolean => row.join(' ').endsWith('sleep 600')
const pid = ([, id = '']: readonly string[]): string => id
const lastWord = (line: string): string => line.trim().split(' ').at(-1) ?? ''

const rows: Readonly<Record<string, Look>> = {
  'container.list': list('list all containers', 'docker', 'containers', {
    our: ['id', 'name', 'image', 'state'],
    their: ['ID', 'Names', 'Image', 'State'],
  }),
  'container.inspect': one('show the details of web', 'web', json, {
    id: 'Id',
    name: 'Name',
    image: 'Config.Image',
    image_id: 'Image',
    status: 'State.Status',
    health: 'State.Health.Status',
    created_at: 'Created',
    started_at: 'State.StartedAt',
    exit_code: 'State.ExitCode',
    restart_count: 'RestartCount',
    command: 'Config.Cmd',
    labels: 'Config.Labels',
    'mounts.0.destination': 'Mounts.0.Destination',
    'networks.0.address': 'NetworkSettings.Networks.backend.IPAddress',
    network_mode: 'HostConfig.NetworkMode',
    memory_limit_bytes: 'HostConfig.Memory',
    privileged: 'HostConfig.Privileged',
    auto_remove: 'HostConfig.AutoRemove',
  }),
  'container.health': one('is web healthy', 'web', [], {
    status: 'Status',
    health: 'Health.Status',
    failing_streak: 'Health.FailingStreak',
    exit_code: 'ExitCode',
    oom_killed: 'OOMKilled',
    started_at: 'StartedAt',
  }),
  'container.logs': text('show the last 100 log lines of web', 'web'),
  'container.stats': {
    words: 'how much memory does web use',
    name: 'web',
    flags: json,
    ours: (data) => `${Number(at(data, 'memory_limit_bytes')) / 1024 ** 2}MiB`,
    theirs: (stdout) => String(at(JSON.parse(stdout), 'MemUsage')).split(' / ')[1],
  },
  'container.top': {
    words: 'show the processes of web',
    name: 'web',
    flags: [],
    ours: (data) => listAt(data, 'processes').map(wordsOf).filter(sleeps).map(pid),
    theirs: (stdout) =>
      lines(stdout)
        .map((line) => line.split(/\s+/))
        .filter(sleeps)
        .map(pid),
  },
  'container.port': text('which ports does web publish', 'web'),
  'container.diff': text('which files of web changed', 'web'),
  'container.wait': {
    words: 'wait until job ends',
    name: 'job',
    flags: [],
    ours: (data) => String(at(data, 'exit_code')),
    theirs: (stdout) => stdout.trim(),
  },
  'network.list': list('list the networks', 'docker', 'networks', {
    our: ['id', 'name', 'driver', 'scope'],
    their: ['ID', 'Name', 'Driver', 'Scope'],
  }),
  'network.inspect': one('inspect the network backend', 'backend', json, {
    id: 'Id',
    name: 'Name',
    driver: 'Driver',
    scope: 'Scope',
    internal: 'Internal',
    attachable: 'Attachable',
    created_at: 'Created',
    'subnets.0.subnet': 'IPAM.Config.0.Subnet',
    'containers.0.name': `Containers.${web}.Name`,
    labels: 'Labels',
  }),
  'volume.list': list('list the volumes', 'docker', 'volumes', {
    our: ['name', 'driver', 'scope'],
    their: ['Name', 'Driver', 'Scope'],
    flags: json,
  }),
  'volume.inspect': one('inspect the volume data', 'data', json, {
    name: 'Name',
    driver: 'Driver',
    scope: 'Scope',
    mountpoint: 'Mountpoint',
    created_at: 'CreatedAt',
    labels: 'Labels',
  }),
  'image.list': {
    words: 'list the images',
    name: 'docker',
    flags: whole,
    ours: (data) => sorted(listAt(data, 'images').map((row) => [at(row, 'id'), at(row, 'tags.0')])),
    theirs: (stdout) =>
      sorted(rowsOf(stdout).map((row) => [at(row, 'ID'), [at(row, 'Repository'), at(row, 'Tag')].join(':')])),
  },
  'image.inspect': one('inspect the image', image, json, {
    id: 'Id',
    'tags.0': 'RepoTags.0',
    created_at: 'Created',
    size_bytes: 'Size',
    labels: 'Config.Labels',
  }),
  'image.history': list('show the history of the image', image, 'layers', {
    our: ['created_by', 'comment'],
    their: ['CreatedBy', 'Comment'],
  }),
  'system.info': one('show the system info', 'docker', json, {
    'engines.0.host': 'Name',
    'engines.0.version': 'ServerVersion',
    'engines.0.operating_system': 'OperatingSystem',
    'engines.0.kernel': 'KernelVersion',
    'engines.0.cpus': 'NCPU',
    'engines.0.memory_bytes': 'MemTotal',
    'engines.0.containers.all': 'Containers',
    'engines.0.containers.running': 'ContainersRunning',
    'engines.0.images': 'Images',
    'engines.0.storage_driver': 'Driver',
    'engines.0.logging_driver': 'LoggingDriver',
    'engines.0.live_restore': 'LiveRestoreEnabled',
    'engines.0.swarm.managers': 'Swarm.Managers',
  }),
  'system.version': one('which docker version is it', 'docker', json, {
    'engines.0.version': 'Server.Version',
    'engines.0.api_version': 'Server.ApiVersion',
    'engines.0.least_api_version': 'Server.MinAPIVersion',
    'engines.0.kernel': 'Server.KernelVersion',
  }),
  'system.df': {
    words: 'show the disk usage',
    name: 'docker',
    flags: json,
    ours: (data) =>
      ['images', 'containers', 'volumes', 'build_cache'].map((part) =>
        facts(`engines.0.${part}.count`, `engines.0.${part}.in_use`)(data),
      ),
    theirs: (stdout) => rowsOf(stdout).map(facts('TotalCount', 'Active')),
  },
  'system.events': {
    words: 'show the events of the last 10 minutes',
    name: 'docker',
    flags: json,
    ours: (data) => doings(listAt(data, 'events'), 'action'),
    theirs: (stdout) => doings(rowsOf(stdout), 'Action'),
  },
  'service.list': list('list the services', 'swarm', 'services', ofService),
  'service.inspect': one('inspect the swarm service shop_api', 'shop_api', json, {
    id: 'ID',
    name: 'Spec.Name',
    version: 'Version.Index',
    created_at: 'CreatedAt',
    replicas: 'Spec.Mode.Replicated.Replicas',
    image: 'Spec.TaskTemplate.ContainerSpec.Image',
    command: 'Spec.TaskTemplate.ContainerSpec.Command',
  }),
  'service.ps': list('show the tasks of the swarm service shop_api', 'shop_api', 'tasks', tasks),
  'service.logs': {
    words: 'show the logs of the swarm service shop_api',
    name: 'shop_api',
    flags: [],
    ours: (_, shown) => lines(shown).map(lastWord),
    theirs: (stdout) => lines(stdout).map(lastWord),
  },
  'node.list': list('list the nodes', 'swarm', 'nodes', {
    our: ['id', 'name', 'state', 'availability', 'manager', 'version'],
    their: ['ID', 'Hostname', 'Status', 'Availability', 'ManagerStatus', 'EngineVersion'],
    flags: json,
  }),
  'node.inspect': one(`inspect the node ${node}`, node, json, {
    id: 'ID',
    name: 'Description.Hostname',
    role: 'Spec.Role',
    availability: 'Spec.Availability',
    state: 'Status.State',
    address: 'Status.Addr',
    version: 'Description.Engine.EngineVersion',
    memory_bytes: 'Description.Resources.MemoryBytes',
    joined_at: 'CreatedAt',
  }),
  'node.ps': list(`show the tasks on the node ${node}`, node, 'tasks', tasks),
  'stack.services': list('show the services of the stack shop', 'shop', 'services', ofService),
  'stack.ps': list('show the tasks of the stack shop', 'shop', 'tasks', tasks),
}

test('every look is compared', () => {
  const looks = kinds.filter((kind) => operations[kind].access === 'read')
  expect(Object.keys(rows).toSorted()).toEqual(looks.toSorted())
})

test.each(Object.entries(rows))('%s: the docker command tells the same', async (kind, row) => {
  const answer = await told(row.words, row.name)
  expect(answer.kind).toBe(kind)
  const ours = row.ours(answer.data, answer.text)
  const theirs = row.theirs(await said(answer.command, row.flags))
  expect(ours).toEqual(theirs)
  expect(JSON.stringify(ours).length).toBeGreaterThan(2)
})
