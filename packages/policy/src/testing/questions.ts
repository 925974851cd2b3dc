import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContainerId, EngineName, genesis, type Source, SourceId } from '@devops-ai/contract'
import type { IndexedContainer } from '@devops-ai/engine'
import type { Policy } from '../port.ts'
import { loadPolicy } from '../policy.ts'

export const sourceOf = (kind: Source['kind'], id = `a-${kind}`, roles: readonly string[] = []): Source => ({
  id: SourceId.parse(id),
  kind,
  roles: [...roles],
  token_sha256: genesis,
})

/** A container with these own labels. */
export const containerOf = (
  ownLabels: Readonly<Record<string, string>>,
  more: Partial<IndexedContainer> = {},
): IndexedContainer => ({
  engine: EngineName.parse('local'),
  id: ContainerId.parse('a'.repeat(64)),
  name: 'checkout-1',
  service: 'checkout',
  project: 'shop',
  aliases: [],
  oneOff: false,
  status: 'running',
  health: 'unhealthy',
  image: 'checkout:1',
  imageId: 'sha256:1',
  labels: ownLabels,
  ownLabels,
  dependsOn: [],
  restartsWith: [],
  taskOf: null,
  networkOf: null,
  createdAt: null,
  ...more,
})

/** A folder of policy files that goes away with its scope. */
export function policyFolder(files: Readonly<Record<string, string>>): Disposable & { readonly dir: string } {
  const dir = mkdtempSync(join(tmpdir(), 'policy-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true }) }
}

interface Folder {
  readonly sources?: readonly Source[]
  readonly broken?: string[]
}

const load = async (text: string, { sources = [], broken }: Folder) => {
  using folder = policyFolder({ 'own.cedar': text })
  return await loadPolicy({
    dir: folder.dir,
    sources,
    isProtected: ({ labels }) => labels['devops-ai.role'] !== undefined,
    broken: (detail) => broken?.push(detail),
  })
}

/** The shipped policies and `text`; fails the test when they do not load. */
export async function policyWith(text = '', folder: Folder = {}): Promise<Policy> {
  const loaded = await load(text, folder)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.policy
}

/** Why the gateway would not start with the shipped policies and `text`. */
export async function problemsWith(text: string): Promise<readonly string[]> {
  const loaded = await load(text, {})
  return loaded.ok ? [] : loaded.problems
}
