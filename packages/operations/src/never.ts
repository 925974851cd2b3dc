/**
 * Docker's verbs that this gateway recognises and never runs, each with the reason that people are told.
 * A family such as `volume` stands for all its verbs. What is in the closed set is found before this table is asked.
 */
const creates = 'it makes new things out of nothing that anyone has reviewed'
const removes = 'it removes what nothing brings back'
const enters = 'it runs free commands inside a container'
const copies = 'it carries data in or out'
const images = 'images are not changed or moved here'
const swarm = 'it is about the cluster, not one container'
const client = 'it changes the docker client, not a container'
const endless = 'it never ends by itself'
const later = 'it is not offered yet'

export const neverRun: ReadonlyMap<string, string> = new Map([
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
  ['save', copies],
  ['load', copies],
  ['import', copies],
  ['export', copies],
  ['cp', copies],
  ['container export', copies],
  ['container cp', copies],
  ['exec', enters],
  ['attach', enters],
  ['container exec', enters],
  ['container attach', enters],
  ['debug', enters],
  ['rm', removes],
  ['rmi', removes],
  ['container rm', removes],
  ['container remove', removes],
  ['container prune', removes],
  ['image', images],
  ['images', later],
  ['manifest', images],
  ['trust', images],
  ['history', later],
  ['search', later],
  ['volume', 'volumes hold data: they are not touched here'],
  ['network', 'networks connect many containers: they are not touched here'],
  ['system', 'it is about the whole engine, not one container'],
  ['info', 'it is about the whole engine, not one container'],
  ['version', 'it is about the whole engine, not one container'],
  ['events', endless],
  ['wait', endless],
  ['container wait', endless],
  ['swarm', swarm],
  ['node', swarm],
  ['service', swarm],
  ['stack', swarm],
  ['config', swarm],
  ['secret', swarm],
  ['checkpoint', later],
  ['compose', 'a project is not changed as a whole here; ask for one container at a time'],
  ['context', client],
  ['login', client],
  ['logout', client],
  ['plugin', 'plugins change the engine itself'],
  ['kill', later],
  ['container kill', later],
  ['rename', 'a new name would break what refers to the old one'],
  ['container rename', 'a new name would break what refers to the old one'],
  ['update', later],
  ['container update', later],
  ['diff', later],
  ['container diff', later],
  ['port', later],
  ['container port', later],
])

/** Flags of commands in the closed set that are never run, by the command's first word. */
export const neverFlags: ReadonlyMap<string, string> = new Map([
  ['logs -f', 'a log that is followed never ends; leave out the flag'],
  ['logs --follow', 'a log that is followed never ends; leave out the flag'],
])

/** The verb as written and why it is never run, or null for a verb that Docker does not have. */
export function whyNever([first = '', second = '']: readonly string[]): {
  readonly verb: string
  readonly reason: string
} | null {
  for (const verb of [`${first} ${second}`, first]) {
    const reason = neverRun.get(verb)
    if (reason !== undefined) return { verb, reason }
  }
  return null
}
