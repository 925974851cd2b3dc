import type { ContainerBaseline } from '@devops-ai/contract'

type Connection = ContainerBaseline['networks'][number]

/** The connection to the network that an operation names, by its name or full id. */
export const connectionTo = ({ networks }: ContainerBaseline, named: string): Connection | undefined =>
  networks.find(({ id, name }) => name === named || id === named)

/** Is it connected to this network? A container that never started has no network ids yet, but names. */
export const isConnected = ({ networks }: ContainerBaseline, named: string, fullId: string | null): boolean =>
  networks.some(({ id, name }) => (id === '' ? name === named : id === resolved(fullId)))

/** The full id of the network that an operation names; it is always resolved before a call is made. */
export function resolved(network: string | null): string {
  if (network === null) throw new Error('expected the full id of a network')
  return network
}
