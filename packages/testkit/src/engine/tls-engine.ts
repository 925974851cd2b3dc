import { authority, type Authority, type Certificate } from '../certificates.ts'
import { type Cable, cableAddresses, layCable } from './cable.ts'
import { tlsPort, writeTls } from './daemons.ts'
import { layoutIn } from './layout.ts'
import type { PrivateEngine } from './private-engine.ts'
import { newPrivateEngine } from './throw-away.ts'

/** A private engine that listens with TLS too, and the cable by which it is reached. */
export interface TlsEngine extends PrivateEngine, Cable {
  /** `tcp://host:port`; the host is an IPv4 address. */
  readonly url: string
  readonly host: string
  /** It signed the engine's certificate, and whoever has a certificate of it is let in. */
  readonly authority: Authority
  /** Restarts the engine with another certificate, of whatever authority. */
  readonly show: (certificate: Certificate) => Promise<void>
}

/** Ends, cable and all, with `stop`. */
export async function newTlsEngine(): Promise<TlsEngine> {
  const own = authority('authority of a private engine')
  const addresses = cableAddresses()
  const host = addresses.engine
  const certificate = own.issue({ name: 'a private engine', hosts: [host] })
  const engine = await newPrivateEngine({ liveRestore: true, tls: { ca: own.cert, ...certificate } })
  try {
    return {
      ...engine,
      ...(await layCable(engine.dir, addresses)),
      url: `tcp://${host}:${tlsPort}`,
      host,
      authority: own,
      show: async (other) => {
        await writeTls(layoutIn(engine.dir), { ca: own.cert, ...other })
        await engine.restart()
      },
    }
  } catch (error) {
    await engine.stop()
    throw error
  }
}
