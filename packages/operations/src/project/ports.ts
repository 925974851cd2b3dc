import { z } from 'zod'
import type { EngineInspect } from '../engine/inspect.ts'
import type { Projection } from './projection.ts'
import { by, counted, shown } from './rows.ts'

/** What "show the published ports" answers in `data`. A container that ended publishes none. */
export const PortsFacts = z.object({
  ports: z.array(
    z.object({
      container_port: z.int(),
      protocol: z.string(),
      host_address: z.string(),
      host_port: z.int(),
    }),
  ),
  truncated: z.boolean(),
})
export type PortsFacts = z.infer<typeof PortsFacts>

/** The ports that are published, in the form of `docker port`. */
export function projectPorts({ NetworkSettings: { Ports } }: EngineInspect): Projection<PortsFacts> {
  const all = Object.entries(Ports ?? {}).flatMap(([key, published]) => {
    const [port = '', protocol = 'tcp'] = key.split('/')
    return (published ?? []).map(({ HostIp, HostPort }) => ({
      container_port: Number.parseInt(port, 10) || 0,
      protocol: shown(protocol),
      host_address: shown(HostIp),
      host_port: Number.parseInt(HostPort, 10) || 0,
    }))
  })
  const { rows, truncated, text } = counted(all.toSorted(by(sortKey)), (row) => [line(row)], 'no published ports')
  return { data: { ports: rows, truncated }, text }
}

type Row = PortsFacts['ports'][number]

const sortKey = ({ container_port, protocol, host_address }: Row): string =>
  `${String(container_port).padStart(5, '0')}/${protocol} ${host_address}`

const line = ({ container_port, protocol, host_address, host_port }: Row): string =>
  `${container_port}/${protocol} -> ${host_address.includes(':') ? `[${host_address}]` : host_address}:${host_port}`
