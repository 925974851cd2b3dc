type Labels = Readonly<Record<string, string>>

const ours = 'devops-ai.'

/**
 * The labels that count for policy: those that the container has of its own. A label that its image carries with
 * the same value does not count, or whoever builds images could allow themselves anything. When the image cannot be
 * read nobody knows whose they are, so none of `devops-ai.*` counts.
 */
export function ownLabels(labels: Labels, imageLabels: Labels | null): Labels {
  const counts = ([name, value]: [string, string]): boolean =>
    imageLabels ? imageLabels[name] !== value : !name.startsWith(ours)
  return Object.fromEntries(Object.entries(labels).filter(counts))
}

const compose = 'com.docker.compose.'

/** What Docker Compose and Swarm wrote about a container. */
export function composeOf(labels: Labels): {
  readonly service: string | null
  readonly project: string | null
  readonly oneOff: boolean
  readonly dependsOn: readonly string[]
  readonly restartsWith: readonly string[]
  readonly taskOf: string | null
} {
  return {
    service: labels[`${compose}service`] ?? null,
    project: labels[`${compose}project`] ?? null,
    oneOff: labels[`${compose}oneoff`]?.toLowerCase() === 'true',
    dependsOn: dependsOn(labels[`${compose}depends_on`] ?? ''),
    restartsWith: restartsWith(labels[`${compose}depends_on`] ?? ''),
    taskOf: labels['com.docker.swarm.service.name'] ?? null,
  }
}

/** Services of the same project: `db,cache` as old versions write it, `db:service_healthy:false` as new ones. */
export function dependsOn(text: string): readonly string[] {
  const names = text.split(',').map((part) => part.split(':')[0]?.trim() ?? '')
  return [...new Set(names.filter((name) => name !== ''))]
}

/** Of these, the services with `restart: true`, which new versions write as the third part. */
const restartsWith = (text: string): readonly string[] =>
  dependsOn(
    text
      .split(',')
      .filter((part) => part.split(':')[2]?.trim() === 'true')
      .join(','),
  )

/** Does a container carry the one label that this gateway is narrowed to, `name=value` or `name`? */
export function carries(labels: Labels, only: string | null): boolean {
  if (only === null) return true
  const [name = '', ...value] = only.split('=')
  return value.length === 0 ? Object.hasOwn(labels, name) : labels[name] === value.join('=')
}
