/** A value of a label that may name the target. */
export interface Name {
  readonly text: string
  /**
   * `id`: it can be nothing but an id. `subject`: what the alert is about. `scraped`: who was asked for the figures, which
   * is the subject unless it tells of others.
   */
  readonly kind: 'id' | 'subject' | 'scraped'
}

type Texts = Readonly<Record<string, string>>

/** What is spelled in several ways beside the prefixes: cAdvisor, Compose, Swarm, exporters. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  container_id: ['container_id', 'id', 'cid'],
  container: ['container', 'io_kubernetes_container_name'],
  container_name: ['container_name', 'com_docker_swarm_task_name', 'swarm_task_name'],
  service: ['service', 'service_name', 'compose_service', 'swarm_service'],
  instance: ['instance', 'target'],
}

const kinds: Readonly<Record<string, Name['kind']>> = { container_id: 'id', instance: 'scraped', job: 'scraped' }

/** What Prometheus, cAdvisor and the discovery of Docker put before the name of a label. */
const prefixes = /^(?:exported_|container_label_|meta_docker_container_label_|meta_docker_|label_|docker_)+/

/** `container_label_com_docker_compose_service`, `com.docker.compose.service` and `comDockerComposeService` are one label. */
const plainName = (label: string): string =>
  label
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .replace(prefixes, '')

/** Labels by their plain names. Where a monitor renamed the label of the subject to `exported_…`, that one is meant. */
export function plainLabels(labels: Texts): ReadonlyMap<string, string> {
  const byRank = Object.entries(labels).toSorted(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
  const plain = new Map<string, string>()
  for (const [label, value] of byRank) {
    const name = plainName(label)
    if (!plain.has(name) && value.trim() !== '') plain.set(name, value.trim())
  }
  return plain
}

const rank = (label: string): number => (label.startsWith('exported_') ? 0 : 1)

/**
 * The values that may name the target, in the order of the configuration, each once. A value is data: it is compared
 * with what the gateway lists and is never sent anywhere.
 */
export function namesOf(labels: ReadonlyMap<string, string>, order: readonly string[]): readonly Name[] {
  const names = order.map(plainName).flatMap((label) => {
    const kind = kinds[label] ?? 'subject'
    return (spellings[label] ?? [label])
      .flatMap((spelling) => labels.get(spelling) ?? [])
      .map((value): Name => ({ text: kind === 'scraped' ? hostOf(value) : bare(value), kind }))
  })
  const usable = names.filter(({ text, kind }) => (kind === 'id' ? anId.test(text) : text !== ''))
  return usable.filter(({ text }, place) => usable.findIndex((name) => name.text === text) === place)
}

/** As `docker ps` shows it, or the whole. */
export const anId = /^[0-9a-f]{12,64}$/

/** Docker writes names with a leading slash, cAdvisor ids as `/docker/<id>` or `/system.slice/docker-<id>.scope`. */
function bare(value: string): string {
  const id = /^(?:.*[/-])?([0-9a-f]{64})(?:\.scope)?$/.exec(value)?.[1]
  return id ?? value.replace(/^docker:\/\//, '').replace(/^\//, '')
}

/** The host of `host:port`, of a URL, or of `[::1]:9100`; what is none of these is a host already. */
export function hostOf(value: string): string {
  const rest = value.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
  const place = rest.split(/[/?#]/, 1)[0] ?? ''
  const host = place.slice(place.lastIndexOf('@') + 1)
  return /^\[([^\]]*)\]/.exec(host)?.[1] ?? (/^[^:]*:[^:]*$/.test(host) ? host.replace(/:.*$/, '') : host)
}
