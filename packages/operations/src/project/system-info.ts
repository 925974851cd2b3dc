import { z } from 'zod'
import type { EngineInfo } from '../engine/system.ts'
import { bytesText, type Projection } from './projection.ts'
import { blocks, factLines, shown } from './rows.ts'

/** What "show what the engine is" answers in `data`. */
export const InfoFacts = z.object({
  engines: z.array(
    z.object({
      engine: z.string(),
      host: z.string(),
      version: z.string(),
      operating_system: z.string(),
      kernel: z.string(),
      platform: z.string(),
      cpus: z.int(),
      memory_bytes: z.number(),
      containers: z.object({ all: z.int(), running: z.int(), paused: z.int(), stopped: z.int() }),
      images: z.int(),
      storage_driver: z.string(),
      logging_driver: z.string(),
      cgroup_version: z.string(),
      data_directory: z.string(),
      live_restore: z.boolean(),
      security: z.array(z.string()),
      swarm: z.object({
        state: z.string(),
        manager: z.boolean(),
        nodes: z.int().nullable(),
        managers: z.int().nullable(),
      }),
      warnings: z.array(z.string()),
    }),
  ),
})
export type InfoFacts = z.infer<typeof InfoFacts>
type Facts = InfoFacts['engines'][number]

interface InfoPart {
  readonly engine: string
  readonly answers: { readonly info: EngineInfo }
}

export function projectInfo(parts: readonly InfoPart[]): Projection<InfoFacts> {
  const engines = parts.map(({ engine, answers: { info } }) => factsOf(engine, info))
  return { data: { engines }, text: blocks(engines, infoText) }
}

const factsOf = (engine: string, info: EngineInfo): Facts => ({
  engine,
  host: shown(info.Name),
  version: shown(info.ServerVersion),
  operating_system: shown(info.OperatingSystem),
  kernel: shown(info.KernelVersion),
  platform: `${info.OSType}/${info.Architecture}`,
  cpus: info.NCPU,
  memory_bytes: info.MemTotal,
  containers: {
    all: info.Containers,
    running: info.ContainersRunning,
    paused: info.ContainersPaused,
    stopped: info.ContainersStopped,
  },
  images: info.Images,
  storage_driver: shown(info.Driver),
  logging_driver: shown(info.LoggingDriver),
  cgroup_version: info.CgroupVersion,
  data_directory: shown(info.DockerRootDir),
  live_restore: info.LiveRestoreEnabled,
  security: (info.SecurityOptions ?? []).map(shown),
  swarm: {
    state: info.Swarm?.LocalNodeState || 'inactive',
    manager: info.Swarm?.ControlAvailable ?? false,
    nodes: info.Swarm?.Nodes ?? null,
    managers: info.Swarm?.Managers ?? null,
  },
  warnings: (info.Warnings ?? []).map(shown),
})

const infoText = ({ containers, swarm, ...facts }: Facts): string =>
  factLines([
    `host: ${facts.host}, ${facts.operating_system}, kernel ${facts.kernel}, ${facts.platform}`,
    `docker: ${facts.version}`,
    `machine: ${facts.cpus} processors, ${bytesText(facts.memory_bytes)} of memory`,
    `containers: ${containers.all}, ${containers.running} running, ${containers.paused} paused, ${containers.stopped} stopped`,
    `images: ${facts.images}`,
    `storage: ${facts.storage_driver} in ${facts.data_directory}`,
    `logging: ${facts.logging_driver}`,
    `live restore: ${facts.live_restore ? 'on' : 'off'}`,
    `swarm: ${swarm.state}${swarm.manager ? `, manager of ${swarm.nodes ?? 'unknown'} nodes` : ''}`,
    ...facts.warnings.map((warning) => `warning: ${warning}`),
  ])
