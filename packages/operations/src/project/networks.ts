import { z } from 'zod'
import type { EngineNetwork } from '../engine/network.ts'
import { labelLines, labelsOf } from './labels.ts'
import { instantOf } from './moment.ts'
import type { Projection } from './projection.ts'
import { by, counted, engineCell, factLines, shown } from './rows.ts'

/** What "list the networks" answers in `data`. */
export const NetworksFacts = z.object({
  networks: z.array(
    z.object({ engine: z.string(), id: z.string(), name: z.string(), driver: z.string(), scope: z.string() }),
  ),
  truncated: z.boolean(),
})
export type NetworksFacts = z.infer<typeof NetworksFacts>

interface NetworksPart {
  readonly engine: string
  readonly answers: { readonly networks: readonly EngineNetwork[] }
}

export function projectNetworks(parts: readonly NetworksPart[]): Projection<NetworksFacts> {
  const all = parts.flatMap(({ engine, answers: { networks } }) =>
    networks.map(({ Id, Name, Driver, Scope }) => ({
      engine,
      id: Id,
      name: shown(Name),
      driver: shown(Driver),
      scope: Scope,
    })),
  )
  const cell = engineCell(parts)
  const { rows, truncated, text } = counted(
    all.toSorted(by(({ engine, name }) => `${engine} ${name}`)),
    (row) => [cell(row), row.name, row.driver, row.scope],
    'no networks',
  )
  return { data: { networks: rows, truncated }, text }
}

/** What "show the details of a network" answers in `data`. */
export const NetworkFacts = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  created_at: z.string().nullable(),
  internal: z.boolean(),
  attachable: z.boolean(),
  subnets: z.array(z.object({ subnet: z.string(), gateway: z.string() })),
  containers: z.array(z.object({ id: z.string(), name: z.string(), address: z.string() })),
  labels: z.record(z.string(), z.string()),
  truncated: z.boolean(),
})
export type NetworkFacts = z.infer<typeof NetworkFacts>

/** Its running containers are those alone that this gateway knows. */
export function projectNetwork(
  network: EngineNetwork,
  knows: (containerId: string) => boolean,
): Projection<NetworkFacts> {
  const connected = Object.entries(network.Containers ?? {})
    .filter(([id]) => knows(id))
    .map(([id, { Name, IPv4Address }]) => ({ id, name: shown(Name), address: IPv4Address.split('/')[0] ?? '' }))
  const { rows, truncated, text } = counted(
    connected.toSorted(by(({ name }) => name)),
    ({ name, address }) => [`container: ${name}`, address],
    'no running containers',
  )
  const data: NetworkFacts = {
    id: network.Id,
    name: shown(network.Name),
    driver: shown(network.Driver),
    scope: network.Scope,
    created_at: instantOf(network.Created),
    internal: network.Internal,
    attachable: network.Attachable,
    subnets: (network.IPAM?.Config ?? []).map(({ Subnet, Gateway }) => ({ subnet: Subnet, gateway: Gateway })),
    containers: rows,
    labels: labelsOf(network.Labels),
    truncated,
  }
  return { data, text: factLines([...networkLines(data), text, ...labelLines(data.labels)]) }
}

const networkLines = ({ name, driver, scope, internal, subnets }: NetworkFacts): string[] => [
  `name: ${name}`,
  `driver: ${driver}, scope ${scope}${internal ? ', internal' : ''}`,
  ...subnets.map(({ subnet, gateway }) => `subnet: ${subnet}${gateway === '' ? '' : `, gateway ${gateway}`}`),
]
