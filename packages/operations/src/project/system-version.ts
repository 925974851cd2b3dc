import { z } from 'zod'
import type { EngineVersion } from '../engine/system.ts'
import type { Projection } from './projection.ts'
import { blocks, factLines, shown } from './rows.ts'

/** What "show the version" answers in `data`. */
export const VersionFacts = z.object({
  engines: z.array(
    z.object({
      engine: z.string(),
      version: z.string(),
      api_version: z.string(),
      least_api_version: z.string(),
      platform: z.string(),
      kernel: z.string(),
      components: z.array(z.object({ name: z.string(), version: z.string() })),
    }),
  ),
})
export type VersionFacts = z.infer<typeof VersionFacts>

interface VersionPart {
  readonly engine: string
  readonly answers: { readonly version: EngineVersion }
}

export function projectVersion(parts: readonly VersionPart[]): Projection<VersionFacts> {
  const engines = parts.map(({ engine, answers: { version } }) => ({
    engine,
    version: shown(version.Version),
    api_version: version.ApiVersion,
    least_api_version: version.MinAPIVersion,
    platform: `${version.Os}/${version.Arch}`,
    kernel: shown(version.KernelVersion),
    components: (version.Components ?? []).map(({ Name, Version }) => ({ name: shown(Name), version: shown(Version) })),
  }))
  return { data: { engines }, text: blocks(engines, versionText) }
}

const versionText = ({ version, components, ...facts }: VersionFacts['engines'][number]): string =>
  factLines([
    `docker: ${version}`,
    `api: ${facts.api_version}${facts.least_api_version === '' ? '' : `, from ${facts.least_api_version} on`}`,
    `platform: ${facts.platform}, kernel ${facts.kernel}`,
    // The engine is one of its own components.
    ...components.filter(({ name }) => name !== 'Engine').map(({ name, version: own }) => `${name}: ${own}`),
  ])
