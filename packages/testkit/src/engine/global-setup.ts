import type { TestProject } from 'vitest/node'
import { throwAwayEngine } from './throw-away.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket of the Docker engine that all engine and e2e tests of a run share. */
    readonly engineSocket: string
  }
}

const variable = 'DEVOPS_AI_TEST_SOCKET'

/** Vitest calls this once for each project, one after the other; the first one starts the engine, and the same one ends it. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const shared = process.env[variable]
  if (shared !== undefined) {
    project.provide('engineSocket', shared)
    return undefined
  }
  const engine = await throwAwayEngine()
  process.env[variable] = engine.socketPath
  project.provide('engineSocket', engine.socketPath)
  return async () => {
    delete process.env[variable]
    await engine[Symbol.asyncDispose]()
  }
}
