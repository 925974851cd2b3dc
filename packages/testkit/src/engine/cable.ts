import { randomInt } from 'node:crypto'
import { mustRun } from '../command.ts'
import { layoutIn } from './layout.ts'

/** A cable from the machine into the network of a private engine. It goes with the engine. */
export interface Cable {
  /** The far end is gone: what is sent to the engine is lost, and nobody is told. */
  readonly pull: () => Promise<void>
  readonly plug: () => Promise<void>
}

/** Two addresses of a network of their own, from the range that is kept for measuring (RFC 2544). */
export interface CableAddresses {
  readonly machine: string
  readonly engine: string
}

export function cableAddresses(): CableAddresses {
  const net = randomInt(2 ** 15) * 4
  const at = (host: number): string => `198.${18 + (net >> 16)}.${(net >> 8) & 0xff}.${(net & 0xff) + host}`
  return { machine: at(1), engine: at(2) }
}

/** Needs root. The name of the machine's end begins with `dae`. */
export async function layCable(dir: string, { machine, engine }: CableAddresses): Promise<Cable> {
  const { network } = layoutIn(dir)
  const inside = (...args: readonly string[]): Promise<string> =>
    mustRun('nsenter', [`--net=${network}`, 'ip', ...args])
  const name = `dae${randomInt(2 ** 32).toString(16)}`
  await inside('link', 'add', 'cable', 'type', 'veth', 'peer', 'name', name, 'netns', String(process.pid))
  await inside('address', 'add', `${engine}/30`, 'dev', 'cable')
  await mustRun('ip', ['address', 'add', `${machine}/30`, 'dev', name])
  await mustRun('ip', ['link', 'set', name, 'up'])
  const plug = async (): Promise<void> => void (await inside('link', 'set', 'cable', 'up'))
  await plug()
  return { plug, pull: async () => void (await inside('link', 'set', 'cable', 'down')) }
}
