import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Stands between a gateway and its engine, and sees how far the calls are that restart a container. */
export interface Relay extends AsyncDisposable {
  readonly socketPath: string
  /** Has the call reached the engine? */
  readonly isAsked: (container: string) => boolean
  /** Has the gateway been given the engine's answer? */
  readonly isAnswered: (container: string) => boolean
  /** What the engine answers to the next call is lost; the connection ends with the engine's. */
  readonly lose: (container: string) => void
}

// A change has a connection of its own, so its head is the first that comes.
const restart = /^POST \S*\/containers\/([0-9a-f]{64})\/restart/

export async function relayTo(engine: string, socketPath: string): Promise<Relay> {
  const [asked, answered, lost] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const sockets = new Set<Socket>()
  const server = createServer((front) => {
    const back = connect(engine)
    let container = ''
    front.on('data', (bytes) => {
      container ||= restart.exec(bytes.toString('latin1'))?.[1] ?? ''
      back.write(bytes, () => asked.add(container))
    })
    back.on('data', (bytes) => {
      if (lost.has(container)) return
      answered.add(container)
      front.write(bytes)
    })
    back.on('close', () => lost.delete(container))
    for (const [one, other] of [
      [front, back],
      [back, front],
    ] as const) {
      sockets.add(one)
      // Its end is all that is passed on.
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroySoon()
      })
    }
  }).listen(socketPath)
  await once(server, 'listening')
  return {
    socketPath,
    isAsked: (id) => asked.has(id),
    isAnswered: (id) => answered.has(id),
    lose: (id) => void lost.add(id),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
