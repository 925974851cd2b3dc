import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEngine } from './find.ts'
import { destroyOrphans, engineFolderPrefix } from './orphans.ts'
import { startPrivateEngine, type PrivateEngine, type PrivateEngineOptions } from './private-engine.ts'

/** An engine to test on. */
export interface TestEngine extends AsyncDisposable {
  readonly socketPath: string
  readonly kind: 'existing' | 'private'
}

/** A fresh private engine in the system's folder for temporary files, which it leaves as it was. */
export async function newPrivateEngine(
  options: Omit<PrivateEngineOptions, 'dir'> = { liveRestore: true },
): Promise<PrivateEngine> {
  await destroyOrphans()
  const dir = await mkdtemp(join(tmpdir(), engineFolderPrefix))
  return startPrivateEngine({ dir, ...options })
}

/**
 * The machine's own engine only where DEVOPS_AI_TEST_ENGINE=existing asks for it; a private one otherwise.
 * Whatever a test makes on it carries the label `devops-ai.test=<run>`.
 */
export async function throwAwayEngine(env: NodeJS.ProcessEnv = process.env): Promise<TestEngine> {
  if (env['DEVOPS_AI_TEST_ENGINE'] !== 'existing') {
    const engine = await newPrivateEngine()
    return { socketPath: engine.socketPath, kind: 'private', [Symbol.asyncDispose]: engine.stop }
  }
  const found = await findEngine(env)
  if (found === undefined) throw new Error('DEVOPS_AI_TEST_ENGINE=existing, but no Docker engine answers')
  return { socketPath: found.socketPath, kind: 'existing', [Symbol.asyncDispose]: async () => {} }
}
