import type { EngineName } from '@devops-ai/contract'
import type { EngineCall } from '@devops-ai/operations'
import { EngineUnreachable } from '../ports.ts'
import type { Answer } from './transport.ts'

const id = '[0-9a-f]{64}'
// The only changes that this client can send: one verb on one full id.
const changes = [
  new RegExp(`^POST /containers/${id}/(?:start|stop|restart|pause|unpause|kill|update)$`),
  new RegExp(`^DELETE /containers/${id}$`),
  new RegExp(`^POST /networks/${id}/(?:connect|disconnect)$`),
  /^POST \/services\/[0-9a-z]{25}\/update$/,
]
// What is awaited changes nothing.
const reads = [/^GET \//, new RegExp(`^POST /containers/${id}/wait$`)]

const assertOneOf = (shapes: readonly RegExp[], { method, path }: EngineCall): void => {
  if (!shapes.some((shape) => shape.test(`${method} ${path}`)) || path.includes('..'))
    throw new Error(`this gateway sends no ${method} ${path}`)
}

/** Throw for any other call: that is a bug, not a request. */
export const assertChange = (call: EngineCall): void => assertOneOf(changes, call)
export const assertRead = (call: EngineCall): void => assertOneOf(reads, call)

/** Changes that were sent and not answered yet, by target. */
export interface OpenChanges {
  has(id: string): boolean
  /**
   * Waits for the answer until the deadline, then throws `EngineUnreachable` while the call goes on: a timed-out
   * change still runs, so it is open until the engine answers or the connection ends.
   */
  waitFor(id: string, what: string, sent: Promise<Answer>): Promise<Answer>
}

export function openChanges(engine: EngineName, deadlineMs: number): OpenChanges {
  const open = new Map<string, number>()
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
