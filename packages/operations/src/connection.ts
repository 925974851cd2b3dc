import type { ContainerBaseline } from '@devops-ai/contract'

type Connection = ContainerBaseline['networks'][number]

/** The connection to the network of this name or full id. */
export const connectionTo = ({ networks }: ContainerBaseline, network: string | null): Connection | undefined =>
  networks.find(({ id, name }) => id === network || name === network)

/** The full id of the network that an operation names; it is always resolved before a call is made. */
export function resolved(network: string | null): string {
  if (network === null) throw new Error('expected the full id of a network')
  return network
}
