import { call, type DockerApi } from '@devops-ai/testkit'
import { z } from 'zod'

/** Everything that the engine says of each thing on it, by `<kind> <id>`. */
export type Snapshot = ReadonlyMap<string, Readonly<Record<string, unknown>>>

const Thing = z.looseObject({})
const Containers = z.array(z.looseObject({ Id: z.string() }))
const Networks = z.array(z.looseObject({ Id: z.string(), Containers: z.unknown() }))
const Volumes = z.object({ Volumes: z.array(z.looseObject({ Name: z.string() })).nullable() })
const Images = z.array(z.looseObject({ Id: z.string(), Containers: z.unknown() }))

/** Inspects all containers but those of `without`, networks, volumes and images, and the engine's plugins and swarm. */
export async function snapshot(api: DockerApi, without: ReadonlySet<string>): Promise<Snapshot> {
  const get = async (path: string): Promise<unknown> => (await call(api, { method: 'GET', path }, [200])).json
  const [containers, networks, volumes, images, plugins, info] = await Promise.all([
    get('/containers/json?all=1').then((json) => Containers.parse(json)),
    get('/networks').then((json) => Networks.parse(json)),
    get('/volumes').then((json) => Volumes.parse(json)),
    get('/images/json?all=1').then((json) => Images.parse(json)),
    get('/plugins').then((json) => z.array(Thing).parse(json)),
    get('/info').then((json) => z.looseObject({ Swarm: Thing }).parse(json)),
  ])
  const inspected = await Promise.all(
    containers
      .filter(({ Id }) => !without.has(Id))
      .map(async ({ Id }) => [`container ${Id}`, Thing.parse(await get(`/containers/${Id}/json`))] as const),
  )
  return new Map<string, Readonly<Record<string, unknown>>>([
    ...inspected,
    // Which containers are in a network is said by the containers.
    ...networks.map(({ Containers: _, ...network }) => [`network ${network.Id}`, network] as const),
    ...(volumes.Volumes ?? []).map((volume) => [`volume ${volume.Name}`, volume] as const),
    ...images.map(({ Containers: _, ...image }) => [`image ${image.Id}`, image] as const),
    ['plugins', { plugins }],
    ['swarm', info.Swarm],
  ])
}

/** Each thing that is not the same, and which of its fields are not; `gone` and `new` for what is in one of them alone. */
export function differences(before: Snapshot, after: Snapshot): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const thing of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(thing), after.get(thing)]
    if (!was || !is) found.set(thing, [was ? 'gone' : 'new'])
    else {
      const fields = Object.keys({ ...was, ...is }).filter(
        (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
      )
      if (fields.length > 0) found.set(thing, fields)
    }
  }
  return found
}
