import { z } from 'zod'
import type { EngineVolume, EngineVolumes } from '../engine/volume.ts'
import { labelLines, labelsOf } from './labels.ts'
import { instantOf } from './moment.ts'
import type { Projection } from './projection.ts'
import { by, counted, engineCell, factLines, shown } from './rows.ts'

/** What "list the volumes" answers in `data`. */
export const VolumesFacts = z.object({
  volumes: z.array(z.object({ engine: z.string(), name: z.string(), driver: z.string(), scope: z.string() })),
  truncated: z.boolean(),
})
export type VolumesFacts = z.infer<typeof VolumesFacts>

interface VolumesPart {
  readonly engine: string
  readonly answers: { readonly volumes: EngineVolumes }
}

export function projectVolumes(parts: readonly VolumesPart[]): Projection<VolumesFacts> {
  const all = parts.flatMap(({ engine, answers: { volumes } }) =>
    (volumes.Volumes ?? []).map(({ Name, Driver, Scope }) => ({
      engine,
      name: shown(Name),
      driver: shown(Driver),
      scope: Scope,
    })),
  )
  const cell = engineCell(parts)
  const { rows, truncated, text } = counted(
    all.toSorted(by(({ engine, name }) => `${engine} ${name}`)),
    (row) => [cell(row), row.driver, row.name],
    'no volumes',
  )
  return { data: { volumes: rows, truncated }, text }
}

/** What "show the details of a volume" answers in `data`. Options may hold passwords, so that only their names are told. */
export const VolumeFacts = z.object({
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  mountpoint: z.string(),
  created_at: z.string().nullable(),
  options: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
})
export type VolumeFacts = z.infer<typeof VolumeFacts>

export function projectVolume(volume: EngineVolume): Projection<VolumeFacts> {
  const data: VolumeFacts = {
    name: shown(volume.Name),
    driver: shown(volume.Driver),
    scope: volume.Scope,
    mountpoint: shown(volume.Mountpoint),
    created_at: instantOf(volume.CreatedAt ?? ''),
    options: Object.keys(volume.Options ?? {}).map(shown),
    labels: labelsOf(volume.Labels),
  }
  return {
    data,
    text: factLines([
      `name: ${data.name}`,
      `driver: ${data.driver}, scope ${data.scope}`,
      `mountpoint: ${data.mountpoint}`,
      data.created_at && `created: ${data.created_at}`,
      data.options.length === 0 ? null : `options: ${data.options.join(', ')}`,
      ...labelLines(data.labels),
    ]),
  }
}
