import { ContainerId, type EngineName } from '@devops-ai/contract'
import type { EngineCall } from '@devops-ai/operations'
import { EngineUnreachable } from '../ports.ts'
import type { Answer } from './transport.ts'

// The only changes that this client can send: one verb on one full id.
const changePath = /^\/containers\/([0-9a-f]{64})\/(?:start|stop|restart|pause|unpause)$/

/** The container that a call changes. Throws for any other call: that is a bug, not a request. */
export function changedBy({ method, path }: EngineCall): ContainerId {
  const [, id] = changePath.exec(path) ?? []
  if (method !== 'POST' || id === undefined) throw new Error(`this gateway sends no ${method} ${path}`)
  return ContainerId.parse(id)
}

/** Changes that were sent and not answered yet, by container. */
export interface OpenChanges {
  has(id: ContainerId): boolean
  /**
   * Waits for the answer until the deadline, then throws `EngineUnreachable` while the call goes on: a timed-out
   * change still runs, so it is open until the engine answers or the connection ends.
   */
  waitFor(id: ContainerId, what: string, sent: Promise<Answer>): Promise<Answer>
}

export function openChanges(engine: EngineName, deadlineMs: number): OpenChanges {
  const open = new Map<ContainerId, number>()
  return {
    has: (id) => open.has(id),
    async waitFor(id, what, sent) {
      open.set(id, (open.get(id) ?? 0) + 1)
      const settled = sent.finally(() => {
        const left = (open.get(id) ?? 1) - 1
        if (left > 0) open.set(id, left)
        else open.delete(id)
      })
      const { promise: late, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(
        () =>
          reject(
            new EngineUnreachable(
              `the engine ${engine} did not answer ${what} within ${deadlineMs} ms; it may still run`,
            ),
          ),
        deadlineMs,
      )
      try {
        return await Promise.race([settled, late])
      } finally {
        clearTimeout(timer)
        settled.catch(() => undefined)
      }
    },
  }
}
