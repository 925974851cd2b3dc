/** How cAdvisor, Swarm and Compose spell what is written shorter elsewhere. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  container_id: ['container_id', 'containerId', 'docker_id', 'id'],
  container: ['container', 'docker_container', 'container_label_io_kubernetes_container_name'],
  service: ['service', 'service_name', 'compose_service', 'docker_service'],
  com_docker_compose_service: [
    'com_docker_compose_service',
    'container_label_com_docker_compose_service',
    'label_com_docker_compose_service',
    'com.docker.compose.service',
  ],
  com_docker_swarm_service_name: [
    'com_docker_swarm_service_name',
    'container_label_com_docker_swarm_service_name',
    'com.docker.swarm.service.name',
  ],
}

/**
 * The values that may name the target, in the order of the configuration, each once. A value is data: it is compared
 * with what the gateway lists and is never sent anywhere.
 */
export function namesOf(labels: Readonly<Record<string, string>>, order: readonly string[]): readonly string[] {
  const values = order
    .flatMap((label) =>
      (spellings[label] ?? [label]).map((spelling) => ({ spelling, onlyId: label === 'container_id' })),
    )
    .filter(({ spelling }) => Object.hasOwn(labels, spelling))
    .map(({ spelling, onlyId }) => ({ name: bare(labels[spelling] ?? ''), onlyId }))
    .filter(({ name, onlyId }) => (onlyId ? fullId.test(name) : name !== ''))
    .map(({ name }) => name)
  return [...new Set(values)]
}

const fullId = /^[0-9a-f]{64}$/

/** Docker writes names with a leading slash, cAdvisor ids as `/docker/<id>` or `/system.slice/docker-<id>.scope`. */
function bare(value: string): string {
  const text = value.trim()
  const id = /^(?:.*[/-])?([0-9a-f]{64})(?:\.scope)?$/.exec(text)?.[1]
  return id ?? text.replace(/^\//, '')
}
