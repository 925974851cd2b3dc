import { readFile } from 'node:fs/promises'
import type { Source } from '@devops-ai/contract'
import { type Config, type ConfiguredEngine, loadEngines, loadSources } from '@devops-ai/gateway-settings'
import { ownContainerId, readTlsFiles, type Subject } from '@devops-ai/engine'
import { loadPolicy, type Policy, protection } from '@devops-ai/policy'

/** What the files of the configuration say. */
export interface Inputs {
  readonly sources: readonly Source[]
  readonly engines: readonly ConfiguredEngine[]
  readonly policy: Policy
  isProtected(subject: Subject): boolean
}

export type LoadedInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the sources, the engines and the policies; all their problems are named at once. */
export async function loadInputs(config: Config, policyBroke: (detail: string) => void): Promise<LoadedInputs> {
  const isProtected = protection({ own: await ownContainer(), names: config.protectedNames })
  const sources = await fromFile('GATEWAY_SOURCES_PATH', config.sourcesPath, loadSources)
  const engines = await fromFile('GATEWAY_ENGINES', config.enginesPath, (text) =>
    loadEngines(text, { commandTimeoutSeconds: config.commandTimeoutSeconds, readTls: readTlsFiles }),
  )
  const policy = await loadPolicy({
    dir: config.policyPath,
    sources: sources.ok ? sources.sources : [],
    isProtected,
    broken: policyBroke,
  })
  if (sources.ok && engines.ok && policy.ok) {
    return {
      ok: true,
      inputs: { sources: sources.sources, engines: engines.engines, policy: policy.policy, isProtected },
    }
  }
  return { ok: false, problems: [sources, engines, policy].flatMap((loaded) => (loaded.ok ? [] : loaded.problems)) }
}

interface Problems {
  readonly ok: false
  readonly problems: readonly string[]
}

async function fromFile<T>(setting: string, path: string, load: (text: string) => T): Promise<T | Problems> {
  try {
    return load(await readFile(path, 'utf8'))
  } catch (error) {
    return {
      ok: false,
      problems: [`${setting}: ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`],
    }
  }
}

/** Outside a container, or where there is no `/proc`, there is none. */
async function ownContainer() {
  try {
    return ownContainerId(await readFile('/proc/self/mountinfo', 'utf8'))
  } catch {
    return null
  }
}
