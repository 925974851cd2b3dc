import { startNode, type Both, type RunningProcess } from '@devops-ai/testkit'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentOf, type Death } from '../../packages/gateway/test/crash/points.ts'

const entries = {
  production: fileURLToPath(new URL('../../packages/gateway/src/main.ts', import.meta.url)),
  failpoints: fileURLToPath(new URL('../../packages/gateway/test/main-with-failpoints.ts', import.meta.url)),
} as const

/** One gateway after the other, each with its own end; the last one stays. */
export interface Lives extends AsyncDisposable {
  /** The ends that were reached so far. */
  readonly deaths: readonly Death[]
}

/** Starts the gateway of a configuration, and again whenever it has killed itself, until `next` has no more deaths. */
export async function livesOf(both: Both, next: () => Death | null): Promise<Lives> {
  const deaths: Death[] = []
  let isOver = false
  let running: RunningProcess | null = null

  const start = async (death: Death | null): Promise<RunningProcess> => {
    const started = await startNode(death ? entries.failpoints : entries.production, {
      ...{ name: 'gateway', args: ['--env', join(both.dir, 'gateway.env')], cwd: both.dir },
      env: { ...(death && environmentOf(death)) },
    })
    running = started
    return started
  }
  const live = async (death: Death | null, first: RunningProcess): Promise<void> => {
    for (let [end, process] = [death, first]; ;) {
      const { signal, code } = await process.exited
      if (isOver) return
      if (signal !== 'SIGKILL' || end === null) throw new Error(`the gateway ended by itself with ${signal ?? code}`)
      deaths.push(end)
      end = next()
      process = await start(end)
    }
  }
  const death = next()
  const first = await start(death)
  await first.waitForLine(/^gateway ready on /, 120_000)
  const living = live(death, first)
  living.catch(() => undefined)
  return {
    deaths,
    [Symbol.asyncDispose]: async () => {
      isOver = true
      await running?.stop(15_000)
      await living
    },
  }
}
