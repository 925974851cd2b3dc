import { z } from 'zod'
import type { EngineDiskUsage } from '../engine/system.ts'
import { bytesText, type Projection } from './projection.ts'
import { blocks, factLines } from './rows.ts'

const Usage = z.object({
  count: z.int(),
  in_use: z.int(),
  size_bytes: z.number(),
  /** What no container needs. */
  reclaimable_bytes: z.number(),
})
type Usage = z.infer<typeof Usage>

/** What "show the disk usage" answers in `data`. */
export const DiskFacts = z.object({
  engines: z.array(
    z.object({ engine: z.string(), images: Usage, containers: Usage, volumes: Usage, build_cache: Usage }),
  ),
})
export type DiskFacts = z.infer<typeof DiskFacts>

interface DiskPart {
  readonly engine: string
  readonly answers: { readonly usage: EngineDiskUsage }
}

export function projectDiskUsage(parts: readonly DiskPart[]): Projection<DiskFacts> {
  const engines = parts.map(({ engine, answers: { usage } }) => ({
    engine,
    images: imagesOf(usage),
    containers: containersOf(usage),
    volumes: volumesOf(usage),
    build_cache: buildCacheOf(usage),
  }))
  return { data: { engines }, text: blocks(engines, diskText) }
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + Math.max(0, size), 0)

/** Layers are shared, so that what images use together is less than the sum of their sizes. */
function imagesOf({ Images, LayersSize }: EngineDiskUsage): Usage {
  const images = Images ?? []
  const used = images.filter(({ Containers }) => Containers !== 0)
  const needed = sum(used.map(({ Size, SharedSize }) => (SharedSize < 0 ? 0 : Size - SharedSize)))
  return {
    count: images.length,
    in_use: used.length,
    size_bytes: LayersSize,
    reclaimable_bytes: Math.max(0, LayersSize - needed),
  }
}

const lives = new Set(['running', 'paused', 'restarting'])

function containersOf({ Containers }: EngineDiskUsage): Usage {
  const containers = Containers ?? []
  const ended = containers.filter(({ State }) => !lives.has(State))
  return {
    count: containers.length,
    in_use: containers.length - ended.length,
    size_bytes: sum(containers.map(({ SizeRw }) => SizeRw)),
    reclaimable_bytes: sum(ended.map(({ SizeRw }) => SizeRw)),
  }
}

function volumesOf({ Volumes }: EngineDiskUsage): Usage {
  const volumes = (Volumes ?? []).map(({ UsageData }) => UsageData ?? { Size: 0, RefCount: 0 })
  const unused = volumes.filter(({ RefCount }) => RefCount <= 0)
  return {
    count: volumes.length,
    in_use: volumes.length - unused.length,
    size_bytes: sum(volumes.map(({ Size }) => Size)),
    reclaimable_bytes: sum(unused.map(({ Size }) => Size)),
  }
}

function buildCacheOf({ BuildCache }: EngineDiskUsage): Usage {
  const cache = BuildCache ?? []
  const own = cache.filter(({ Shared }) => !Shared)
  return {
    count: cache.length,
    in_use: cache.filter(({ InUse }) => InUse).length,
    size_bytes: sum(own.map(({ Size }) => Size)),
    reclaimable_bytes: sum(own.filter(({ InUse }) => !InUse).map(({ Size }) => Size)),
  }
}

const line = (name: string, { count, in_use, size_bytes, reclaimable_bytes }: Usage): string =>
  `${name}: ${count}, ${in_use} in use, ${bytesText(size_bytes)}, ${bytesText(reclaimable_bytes)} reclaimable`

const diskText = ({ images, containers, volumes, build_cache }: DiskFacts['engines'][number]): string =>
  factLines([
    line('images', images),
    line('containers', containers),
    line('volumes', volumes),
    line('build cache', build_cache),
  ])
