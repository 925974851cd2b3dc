import type { OperationKind } from './operation.ts'

/**
 * Docker's verbs that this gateway recognises and never runs, each with the reason that people are told: what it is, and
 * what to ask for instead. A family such as `volume` stands for all its verbs that are not offered. What is in the closed
 * set is found before this table is asked.
 */
const creates = 'it makes a container that nobody has reviewed; one that exists can be started or restarted'
const images = 'images are made, moved and removed by whoever builds them; here they can be listed and inspected'
const copies = 'it carries data in or out; logs, diff and inspect show what may be seen'
const enters = 'it runs free commands inside a container; logs, top and diff show what goes on there'
const attaches = 'it ties a terminal to a container; ask for its logs'
const prunes = 'it removes whatever is unused at that moment; ask for the removal of one stopped container'
const volumes = 'volumes hold data: they can be listed and inspected, and are never made or removed here'
const networks =
  'networks are made and removed by whoever deploys; here they can be listed and inspected, and one container connected or disconnected'
const cluster = 'it changes the cluster itself; its nodes and services can be listed and inspected'
const nodes = 'nodes are added, changed and removed by whoever runs the cluster; here they can be listed and inspected'
const services =
  'services are made, changed and removed by whoever deploys; here one can be scaled, rolled back, or restarted with service update --force'
const stacks = 'stacks are deployed and removed by whoever owns them; here their services and tasks can be listed'
const hidden = 'what it holds is handed to services and is neither read nor changed here'
const client = 'it changes the docker client of a person, not a container'
const rename = 'a new name would break what refers to the old one'
const registry = 'it asks a registry, not the engine'
const whole = 'it is about the whole engine; info, version, df and events are offered'

const neverRun: ReadonlyMap<string, string> = new Map([
  ['run', creates],
  ['create', creates],
  ['container run', creates],
  ['container create', creates],
  ['build', images],
  ['bake', images],
  ['builder', images],
  ['buildx', images],
  ['commit', images],
  ['container commit', images],
  ['tag', images],
  ['pull', images],
  ['push', images],
  ['rmi', images],
  ['image', images],
  ['manifest', images],
  ['trust', images],
  ['save', copies],
  ['load', copies],
  ['import', copies],
  ['export', copies],
  ['cp', copies],
  ['container export', copies],
  ['container cp', copies],
  ['exec', enters],
  ['debug', enters],
  ['container exec', enters],
  ['attach', attaches],
  ['container attach', attaches],
  ['rename', rename],
  ['container rename', rename],
  ['container prune', prunes],
  ['image prune', prunes],
  ['volume prune', prunes],
  ['network prune', prunes],
  ['system prune', prunes],
  ['builder prune', prunes],
  ['buildx prune', prunes],
  ['search', registry],
  ['volume', volumes],
  ['network', networks],
  ['system', whole],
  ['swarm', cluster],
  ['node', nodes],
  ['service', services],
  ['stack', stacks],
  ['config', hidden],
  ['secret', hidden],
  ['checkpoint', 'a frozen copy of a container is neither made nor started here; it can be paused and unpaused'],
  ['compose', 'a project is not changed as a whole here; ask for one service or container at a time'],
  ['context', client],
  ['login', client],
  ['logout', client],
  ['plugin', 'plugins change the engine itself'],
])

const offered = new Set(['image', 'volume', 'network', 'system', 'swarm', 'node', 'service', 'stack'])

/** Flags that nobody has here, whatever the command. */
const anywhere: ReadonlyMap<string, string> = new Map([
  ['--privileged', 'it gives a container the whole machine'],
  ['-v', 'what a container mounts is decided where it is made'],
  ['--volume', 'what a container mounts is decided where it is made'],
  ['--mount', 'what a container mounts is decided where it is made'],
])

const keepsVolumes = 'volumes hold data; without the flag they stay'
const stopsFirst = 'it kills what still runs; stop the container first'
const link = 'it removes a link between containers and not a container'
const follows = 'a log that is followed never ends; leave out the flag'
const onlyThese = 'of service update only --force, which restarts the tasks, or --rollback is offered'

/** Flags of commands in the closed set; `null` stands for all flags that the command does not have. */
const own: Partial<Record<OperationKind, ReadonlyMap<string | null, string>>> = {
  'container.remove': new Map([
    ['-f', stopsFirst],
    ['--force', stopsFirst],
    ['-v', keepsVolumes],
    ['--volumes', keepsVolumes],
    ['-l', link],
    ['--link', link],
  ]),
  'container.logs': new Map([
    ['-f', follows],
    ['--follow', follows],
  ]),
  'service.logs': new Map([
    ['-f', follows],
    ['--follow', follows],
  ]),
  'network.disconnect': new Map([
    ['-f', 'it tears a container off that the engine wants to keep; leave out the flag'],
    ['--force', 'it tears a container off that the engine wants to keep; leave out the flag'],
  ]),
  'service.force-update': new Map([[null, onlyThese]]),
  'service.rollback': new Map([[null, onlyThese]]),
}

/** Why this flag, which the operation does not have, is never run; null for one that is merely unknown. */
export function whyNeverFlag(kind: OperationKind, flag: string): string | null {
  const flags = own[kind]
  return flags?.get(flag) ?? anywhere.get(flag) ?? flags?.get(null) ?? null
}

/** Why a command that begins with a flag is never run. */
export const globalFlag =
  'flags before the verb choose another engine or client; the request says which engine it is for'

/** The verb as written and why it is never run, or null for a verb that Docker does not have. */
export function whyNever([first = '', second = '']: readonly string[]): {
  readonly verb: string
  readonly reason: string
} | null {
  const pair = `${first} ${second}`
  const reason = neverRun.get(pair) ?? neverRun.get(first)
  if (reason === undefined) return null
  const family = offered.has(first) && /^[a-z]/.test(second)
  return { verb: neverRun.has(pair) || family ? pair : first, reason }
}
