import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { mustRun } from '../command.ts'
import { until } from '../until.ts'
import { layoutIn } from './layout.ts'
import { fenceIn, ipIn, makeNetwork, takeFenceAway } from './namespace.ts'

/** The way from the machine to a private engine, through a network in the middle. It goes with the engine. */
export interface Cable {
  /** The far end is gone: what is sent to the engine is lost, and nobody is told. */
  readonly pull: () => Promise<void>
  readonly plug: () => Promise<void>
  /** The network in the middle ceases to exist under whatever is open, and the links to both sides with it. */
  readonly vanish: () => Promise<void>
  /** Where it has vanished: another network in the middle, with the old addresses at both ends. */
  readonly renew: () => Promise<void>
  /** What there is of the way now, by the kernel's own lists. */
  readonly parts: () => Promise<readonly Part[]>
}

const parts = ['link of the machine', 'network in the middle', 'link of the engine'] as const
export type Part = (typeof parts)[number]

/** Two addresses of a network of four of their own, from the range that is kept for measuring (RFC 2544). */
export interface CableAddresses {
  readonly all: string
  readonly machine: string
  readonly engine: string
}

export function cableAddresses(): CableAddresses {
  const net = randomInt(2 ** 15) * 4
  const at = (host: number): string => `198.${18 + (net >> 16)}.${(net >> 8) & 0xff}.${(net & 0xff) + host}`
  return { all: `${at(0)}/30`, machine: at(1), engine: at(2) }
}

/** Needs root. The name of the machine's end begins with `dae`. */
export async function layCable(dir: string, addresses: CableAddresses): Promise<Cable> {
  const way = { ...layoutIn(dir), ...addresses, name: `dae${randomInt(2 ** 32).toString(16)}` }
  await lay(way)
  return {
    plug: () => ipIn(way.network, 'link', 'set', 'cable', 'up'),
    pull: () => ipIn(way.network, 'link', 'set', 'cable', 'down'),
    vanish: async () => {
      await fenceIn(way.fence, way.all)
      await mustRun('umount', [way.middle])
      const isGone = async (): Promise<boolean> => (await partsOf(way)).length === 0
      await until(isGone, { what: 'the network in the middle to be gone', deadlineMs: 30_000 })
    },
    renew: async () => {
      if ((await partsOf(way)).length > 0) return
      await lay(way)
      await takeFenceAway(way.fence)
    },
    parts: () => partsOf(way),
  }
}

interface Way extends CableAddresses {
  /** The files of both networks. */
  readonly network: string
  readonly middle: string
  readonly fence: string
  /** Of the machine's end. */
  readonly name: string
}

async function lay({ network, middle, machine, engine, name }: Way): Promise<void> {
  await makeNetwork(middle)
  await ipIn(middle, 'link', 'add', 'both', 'type', 'bridge')
  for (const [end, peer, netns] of [
    ['near', name, String(process.pid)],
    ['far', 'cable', network],
  ] as const)
    await ipIn(middle, 'link', 'add', end, 'master', 'both', 'type', 'veth', 'peer', 'name', peer, 'netns', netns)
  for (const link of ['both', 'near', 'far']) await ipIn(middle, 'link', 'set', link, 'up')
  await mustRun('ip', ['address', 'add', `${machine}/30`, 'dev', name])
  await mustRun('ip', ['link', 'set', name, 'up'])
  await ipIn(network, 'address', 'add', `${engine}/30`, 'dev', 'cable')
  await ipIn(network, 'link', 'set', 'cable', 'up')
}

// Nobody deletes the links: they can only end with the network in the middle.
async function partsOf({ network, middle, name }: Way): Promise<readonly Part[]> {
  const [links, mounts, inside] = await Promise.all([
    mustRun('ip', ['-brief', 'link']),
    readFile('/proc/self/mountinfo', 'utf8'),
    mustRun('nsenter', [`--net=${network}`, 'ip', '-brief', 'link']),
  ])
  const isThere = {
    'link of the machine': links.includes(`${name}@`),
    'network in the middle': mounts.includes(` ${middle} `),
    'link of the engine': inside.includes('cable@'),
  } satisfies Record<Part, boolean>
  return parts.filter((part) => isThere[part])
}
