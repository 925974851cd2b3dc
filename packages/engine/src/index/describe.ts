import { ContainerId, type EngineName } from '@devops-ai/contract'
import { type EngineInspect, healthOf, instantOf, statusOf } from '@devops-ai/operations'
import { composeOf, ownLabels } from './labels.ts'
import type { KnownContainer } from './known.ts'
import type { Sighting } from './sighting.ts'

export interface Surroundings {
  readonly engine: EngineName
  readonly imageLabels: Readonly<Record<string, string>> | null
  readonly seen: Sighting
  /** The id of the container that has this name now. */
  idOf(name: string): ContainerId | null
}

/** What the index keeps of an inspect. Environment values are not in it. */
export function describe(id: ContainerId, inspect: EngineInspect, around: Surroundings): KnownContainer {
  const { Config, HostConfig, State } = inspect
  const labels = Config.Labels ?? {}
  const name = inspect.Name.replace(/^\//, '')
  return {
    engine: around.engine,
    id,
    name,
    ...composeOf(labels),
    aliases: aliasesOf(id, name, inspect),
    status: statusOf(inspect),
    health: healthOf(inspect),
    image: Config.Image,
    imageId: inspect.Image,
    labels,
    ownLabels: ownLabels(labels, around.imageLabels),
    networkOf: networkOf(HostConfig.NetworkMode, around),
    createdAt: instantOf(inspect.Created),
    run: {
      startedAt: State.StartedAt,
      finishedAt: State.FinishedAt,
      exitCode: State.ExitCode,
      error: State.Error,
      oomKilled: State.OOMKilled,
      restartCount: inspect.RestartCount,
      restartPolicy: HostConfig.RestartPolicy.Name || 'no',
      autoRemove: HostConfig.AutoRemove,
      hasHealthCheck: State.Health !== null && State.Health !== undefined,
    },
    seen: around.seen,
  }
}

/** Names on its networks. The engine adds the short id, which names nothing that a person says. */
function aliasesOf(id: ContainerId, name: string, { NetworkSettings }: EngineInspect): readonly string[] {
  const all = Object.values(NetworkSettings.Networks ?? {}).flatMap(({ Aliases }) => Aliases ?? [])
  return [...new Set(all)].filter((alias) => alias !== name && !(alias.length >= 12 && id.startsWith(alias)))
}

const networkPrefix = 'container:'

/** Whose network it lives in; by id, also when the engine kept the name that was given. */
function networkOf(mode: string, { idOf }: Surroundings): ContainerId | null {
  if (!mode.startsWith(networkPrefix)) return null
  const other = mode.slice(networkPrefix.length)
  return ContainerId.safeParse(other).data ?? idOf(other)
}
