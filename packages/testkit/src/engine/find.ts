import { request as httpRequest } from 'node:http'
import { z } from 'zod'

/** A Docker engine that somebody else runs. */
export interface FoundEngine {
  readonly socketPath: string
  readonly version: string
  readonly apiVersion: string
}

const Version = z.object({ Version: z.string(), ApiVersion: z.string() })

/** What `/version` answers at the socket within `deadlineMs`; `undefined` when nothing answers there. */
export function engineAt(socketPath: string, deadlineMs = 2_000): Promise<FoundEngine | undefined> {
  const { promise, resolve } = Promise.withResolvers<FoundEngine | undefined>()
  const nothing = (): void => resolve(undefined)
  const ask = httpRequest({ socketPath, path: '/version', signal: AbortSignal.timeout(deadlineMs) }, (answer) => {
    let body = ''
    answer.setEncoding('utf8')
    answer.on('data', (piece: string) => (body += piece))
    answer.on('error', nothing)
    answer.on('end', () => {
      const version = Version.safeParse(jsonOf(body))
      resolve(
        version.success
          ? { socketPath, version: version.data.Version, apiVersion: version.data.ApiVersion }
          : undefined,
      )
    })
  })
  ask.on('error', nothing)
  ask.end()
  return promise
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The engine that `docker` itself would use, when it answers at a unix socket: DOCKER_HOST, else the usual place. */
export async function findEngine(env: NodeJS.ProcessEnv = process.env): Promise<FoundEngine | undefined> {
  const host = env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock'
  return host.startsWith('unix://') ? engineAt(host.slice('unix://'.length)) : undefined
}
