import type { ContainerSpec } from '../docker/container.ts'

export const serviceNames = ['db', 'api', 'web'] as const
export type ServiceName = (typeof serviceNames)[number]

interface Service {
  readonly upstream: ServiceName | ''
  /** Seconds it waits for its upstream; each service waits longer than the one below it. */
  readonly patience: number
  readonly probePatience: number
  /** Probes that must fail in a row, one second apart. */
  readonly retries: number
}

/**
 * When db hangs, api is unhealthy after 3 to 4 s, web right behind it and db itself, whose probes are more patient, after 5 to 6 s:
 * the victims are always seen before the cause, so that healing the first one seen would be the wrong thing.
 */
export const services = {
  db: { upstream: '', patience: 1, probePatience: 1, retries: 3 },
  api: { upstream: 'db', patience: 1, probePatience: 2, retries: 2 },
  web: { upstream: 'api', patience: 2, probePatience: 3, retries: 2 },
} satisfies Record<ServiceName, Service>

/** The label that says to which run of the demo a thing belongs. */
export const demoLabel = 'devops-ai.demo'

export interface ShopPlace {
  readonly run: string
  readonly image: string
  readonly networkId: string
  /** A host folder in which each service appends a line to a file of its name at every start. */
  readonly startsDir?: string
  /** Labels besides the shop's own; they win over them. */
  readonly labels?: Readonly<Record<string, string>>
}

const composeLabels = (run: string, name: ServiceName): Readonly<Record<string, string>> => ({
  'com.docker.compose.project': `shop-${run}`,
  'com.docker.compose.service': name,
  'com.docker.compose.container-number': '1',
  'com.docker.compose.oneoff': 'False',
  'com.docker.compose.depends_on': services[name].upstream && `${services[name].upstream}:service_healthy:false`,
})

export function containerOf(name: ServiceName, place: ShopPlace): ContainerSpec {
  const { upstream, patience, probePatience, retries } = services[name]
  return {
    name: `shop-${place.run}-${name}-1`,
    image: place.image,
    cmd: ['/shop/entry'],
    env: { SERVICE: name, UPSTREAM: upstream, PATIENCE: `${patience}`, PROBE_PATIENCE: `${probePatience}` },
    labels: {
      [demoLabel]: place.run,
      'devops-ai.autonomy': 'auto',
      ...composeLabels(place.run, name),
      ...place.labels,
    },
    health: { cmd: ['/shop/probe'], interval: 1, timeout: 5, retries, startPeriod: 60 },
    stopTimeout: 1,
    memoryBytes: 64 * 1024 * 1024,
    network: { id: place.networkId, aliases: [name] },
    ...(place.startsDir === undefined ? {} : { binds: { [place.startsDir]: '/starts' } }),
  }
}
