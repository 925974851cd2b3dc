import { z } from 'zod'
import type { EngineImage, EngineImageItem } from '../engine/image.ts'
import { labelLines, labelsOf } from './labels.ts'
import { instantAt, instantOf } from './moment.ts'
import { bytesText, printable, type Projection } from './projection.ts'
import { by, counted, engineCell, factLines, shown } from './rows.ts'

/** What "list the images" answers in `data`. An image without a name has no tags. */
export const ImagesFacts = z.object({
  images: z.array(
    z.object({
      engine: z.string(),
      id: z.string(),
      tags: z.array(z.string()),
      created_at: z.string().nullable(),
      size_bytes: z.number(),
    }),
  ),
  truncated: z.boolean(),
})
export type ImagesFacts = z.infer<typeof ImagesFacts>

interface ImagesPart {
  readonly engine: string
  readonly answers: { readonly images: readonly EngineImageItem[] }
}

/** Older engines write `<none>:<none>` where there is no name. */
const named = (names: readonly string[] | null | undefined): string[] =>
  (names ?? []).filter((name) => !name.startsWith('<none>')).map(shown)

const namesText = (tags: readonly string[]): string => (tags.length === 0 ? 'no name' : tags.join(', '))

export function projectImages(parts: readonly ImagesPart[]): Projection<ImagesFacts> {
  const all = parts.flatMap(({ engine, answers: { images } }) =>
    images.map(({ Id, RepoTags, Created, Size }) => ({
      engine,
      id: Id,
      tags: named(RepoTags),
      created_at: instantAt(Created * 1_000),
      size_bytes: Size,
    })),
  )
  const cell = engineCell(parts)
  const { rows, truncated, text } = counted(
    all.toSorted(by(({ engine, tags, id }) => `${engine} ${tags[0] ?? '~'} ${id}`)),
    (row) => [cell(row), namesText(row.tags), shortId(row.id), bytesText(row.size_bytes), row.created_at],
    'no images',
  )
  return { data: { images: rows, truncated }, text }
}

/** As docker shows it: twelve digits. */
const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12)

/** What "show the details of an image" answers in `data`: never a value of the environment. */
export const ImageFacts = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  created_at: z.string().nullable(),
  size_bytes: z.number(),
  platform: z.string(),
  author: z.string(),
  command: z.array(z.string()),
  user: z.string(),
  working_directory: z.string(),
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  health_check: z.string().nullable(),
  stop_signal: z.string().nullable(),
  layers: z.int(),
  labels: z.record(z.string(), z.string()),
})
export type ImageFacts = z.infer<typeof ImageFacts>

export function projectImage(image: EngineImage): Projection<ImageFacts> {
  const config = image.Config
  const data: ImageFacts = {
    id: image.Id,
    tags: named(image.RepoTags),
    digests: named(image.RepoDigests),
    created_at: instantOf(image.Created ?? ''),
    size_bytes: image.Size,
    platform: `${image.Os}/${image.Architecture}`,
    author: shown(image.Author),
    command: [...(config?.Entrypoint ?? []), ...(config?.Cmd ?? [])].map(printable),
    user: shown(config?.User ?? ''),
    working_directory: shown(config?.WorkingDir ?? ''),
    ports: Object.keys(config?.ExposedPorts ?? {}).map(shown),
    volumes: Object.keys(config?.Volumes ?? {}).map(shown),
    health_check: healthCheck(config?.Healthcheck?.Test ?? []),
    stop_signal: config?.StopSignal || null,
    layers: image.RootFS?.Layers?.length ?? 0,
    labels: labelsOf(config?.Labels),
  }
  return { data, text: imageText(data) }
}

const healthCheck = ([form, ...words]: readonly string[]): string | null =>
  form === undefined || form === 'NONE' ? null : printable(words.join(' '))

const imageText = (facts: ImageFacts): string =>
  factLines([
    `names: ${namesText(facts.tags)}`,
    `id: ${facts.id}`,
    facts.created_at && `created: ${facts.created_at}`,
    `size: ${bytesText(facts.size_bytes)} in ${facts.layers} layers`,
    `platform: ${facts.platform}`,
    `command: ${facts.command.join(' ')}`,
    facts.user === '' ? null : `user: ${facts.user}`,
    facts.ports.length === 0 ? null : `ports: ${facts.ports.join(', ')}`,
    facts.volumes.length === 0 ? null : `volumes: ${facts.volumes.join(', ')}`,
    facts.health_check && `health check: ${facts.health_check}`,
    ...labelLines(facts.labels),
  ])
