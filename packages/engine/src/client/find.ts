import { type EngineName, ObjectId, type ObjectKind } from '@devops-ai/contract'
import { z } from 'zod'
import { EngineRefused, type FoundObject } from '../ports.ts'
import { configurationOfService, type Learn } from './configuration.ts'
import type { Session } from './session.ts'

interface Wanted {
  readonly engine: EngineName
  readonly object: ObjectKind
  readonly name: string
  readonly learn: Learn
}

/** What the engine says of one candidate: its id and what it is called. */
interface Candidate {
  readonly id: string
  readonly name: string
  readonly labels?: Readonly<Record<string, string>> | null | undefined
  readonly image?: string
}

const Labels = z.record(z.string(), z.string()).nullish()
const Network = z.object({ Id: z.string(), Name: z.string(), Labels })
const Volume = z.object({ Name: z.string(), Labels })
const Image = z.object({ Id: z.string(), Config: z.object({ Labels }).nullish() })
const Identified = z.object({ ID: z.string(), Version: z.object({ Index: z.int() }) })
const Service = z.object({
  ID: z.string(),
  Spec: z.object({
    Name: z.string(),
    Labels,
    TaskTemplate: z.object({ ContainerSpec: z.object({ Image: z.string().default('') }).nullish() }),
  }),
})
const Node = z.object({ ID: z.string(), Spec: z.object({ Labels }), Description: z.object({ Hostname: z.string() }) })

const filters = (by: Readonly<Record<string, string>>) => ({
  filters: JSON.stringify(Object.fromEntries(Object.entries(by).map(([name, value]) => [name, [value]]))),
})
const stackLabel = 'com.docker.stack.namespace'

/** A service, of which only `learn` is told what is not read here. Each version of it has a configuration of its own. */
const learned = (engine: EngineName, learn: Learn) =>
  z
    .unknown()
    .transform((service) => {
      const { data } = Identified.safeParse(service)
      if (data) learn(`${engine}/${data.ID}/${data.Version.Index}`, () => configurationOfService(service))
      return service
    })
    .pipe(Service)

type Find = (calls: Session, wanted: Wanted) => Promise<readonly Candidate[]>

const finds: Readonly<Record<ObjectKind, Find>> = {
  network: async (calls, { name }) =>
    ((await calls.read(z.array(Network), '/networks')) ?? [])
      .map(({ Id, Name, Labels: labels }) => ({ id: Id, name: Name, labels }))
      .filter(called(name)),
  volume: async (calls, { name }) => {
    const volume = isPlain(name) ? await calls.read(Volume, `/volumes/${name}`) : null
    return volume ? [{ id: volume.Name, name: volume.Name, labels: volume.Labels }] : []
  },
  image: async (calls, { name }) => {
    const image = await calls.read(Image, `/images/${encodeURIComponent(name)}/json`)
    return image ? [{ id: image.Id, name, labels: image.Config?.Labels }] : []
  },
  service: async (calls, { name, engine, learn }) =>
    ((await calls.read(z.array(learned(engine, learn)), '/services', filters({ name }))) ?? [])
      .map(({ ID, Spec }) => ({
        id: ID,
        name: Spec.Name,
        labels: Spec.Labels,
        image: Spec.TaskTemplate.ContainerSpec?.Image ?? '',
      }))
      .filter(called(name)),
  node: async (calls, { name }) =>
    ((await calls.read(z.array(Node), '/nodes')) ?? [])
      .map(({ ID, Spec, Description }) => ({ id: ID, name: Description.Hostname, labels: Spec.Labels }))
      .filter(called(name)),
  stack: async (calls, { name }) => {
    const services = await calls.read(z.array(Service), '/services', filters({ label: `${stackLabel}=${name}` }))
    return services && services.length > 0 ? [{ id: name, name }] : []
  },
}

const called =
  (name: string) =>
  (candidate: Candidate): boolean =>
    candidate.name === name || candidate.id === name

/** A volume's name stands in a path: nothing but a name may get there. */
const isPlain = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)

// What an engine says to questions about a swarm that it is no manager of, and a proxy that keeps it from us.
const noManager = new Set([401, 403, 405, 406, 503])
const ofSwarm: ReadonlySet<ObjectKind> = new Set(['service', 'node', 'stack'])

/** What is called so exactly or has this full id. Networks may share a name, so there may be several. */
export async function findObject(calls: Session, wanted: Wanted): Promise<readonly FoundObject[]> {
  const { engine, object } = wanted
  try {
    const found = await finds[object](calls, wanted)
    return found.flatMap(({ id, name: own, labels, image }) => {
      const full = ObjectId.safeParse(id)
      return full.success
        ? [{ object, engine, id: full.data, name: own, labels: labels ?? {}, image: image ?? null }]
        : []
    })
  } catch (error) {
    if (error instanceof EngineRefused && ofSwarm.has(object) && noManager.has(error.status)) return []
    throw error
  }
}
