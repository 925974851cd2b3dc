import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface DatabaseProxy extends AsyncDisposable {
  readonly url: string
  /** Breaks every connection and refuses new ones, as a database that is gone. */
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Stands between the agent and its PostgreSQL. */
export async function databaseProxy(real: string): Promise<DatabaseProxy> {
  const dir = await mkdtemp(join(tmpdir(), 'px-'))
  const url = new URL(real)
  const behind = serverAt(url)
  const file = '.s.PGSQL.5432'
  url.searchParams.set('host', dir)
  url.searchParams.set('port', '5432')
  const sockets = new Set<Socket>()
  let server: Server | null = null
  const mend = async (): Promise<void> => {
    const listening = createServer((front) => {
      const back = connect(behind)
      for (const [one, other] of [
        [front, back],
        [back, front],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
    await new Promise<void>((done) => listening.listen(join(dir, file), done))
    server = listening
  }
  const cut = async (): Promise<void> => {
    const closing = server
    server = null
    for (const socket of sockets) socket.destroy()
    if (closing) await new Promise((done) => closing.close(done))
  }
  await mend()
  return {
    url: url.href,
    cut,
    mend,
    async [Symbol.asyncDispose]() {
      await cut()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Its socket in the folder that the URL names, or its host and port. */
function serverAt({ hostname, port, searchParams }: URL): NetConnectOpts {
  const folder = searchParams.get('host')
  return folder === null
    ? { host: hostname, port: Number(port || 5_432) }
    : { path: join(folder, `.s.PGSQL.${searchParams.get('port') ?? '5432'}`) }
}
