import { buildConnector } from 'undici'
import type { TlsMaterial } from './tls-files.ts'

/**
 * Opens connections with TLS. In version 1.3 the engine says after the handshake whether it accepts our certificate; undici
 * would report the end that follows, so a connection with an error is destroyed with that error before its end is seen.
 */
export function tlsConnector(tls: TlsMaterial, timeout: number): buildConnector.connector {
  // Said aloud, so that no variable of the environment turns it off. The server's name is checked too.
  const connect = buildConnector({ ...tls, rejectUnauthorized: true, allowH2: false, timeout })
  return (options, connected) =>
    connect(options, (...outcome) => {
      const [, socket] = outcome
      socket?.prependListener('error', (error: Error) => socket.destroy(error))
      connected(...outcome)
    })
}
