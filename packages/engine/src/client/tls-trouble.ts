import { X509Certificate } from 'node:crypto'
import type { TlsMaterial } from './tls-files.ts'

const strangeCa = 'its certificate is not signed by the CA in ca_path, so it may be another engine'

// What OpenSSL and Node call it, and what whoever has to mend it should read. "It" is the engine.
const meanings: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: strangeCa,
  DEPTH_ZERO_SELF_SIGNED_CERT: strangeCa,
  UNABLE_TO_GET_ISSUER_CERT: strangeCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: strangeCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: strangeCa,
  CERT_SIGNATURE_FAILURE: strangeCa,
  CERT_HAS_EXPIRED: 'its certificate, or that of its CA, has expired',
  CERT_NOT_YET_VALID: 'its certificate, or that of its CA, is not valid yet: compare the clocks',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name than the url says',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS at this port: start it with --tlsverify',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS at this port: start it with --tlsverify',
}

// An alert is what the engine said of our certificate. Older engines call whatever is wrong with it a bad certificate.
const alert = /^ERR_SSL_(?:TLSV1|SSLV3|TLSV13)_ALERT_/
const closed = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/

/** The error as a sentence that tells what to mend, where it is about TLS; else as it came. */
export function tlsTrouble(error: unknown, { cert }: TlsMaterial, now: Date): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const meaning = meanings[code]
  if (meaning !== undefined) return new Error(`${meaning} (${error.message})`, { cause: error })
  const isAlert = alert.test(code)
  if (!isAlert && !closed.test(code)) return error
  const expired = expiredSince(cert, now)
  if (expired !== null)
    return new Error(`our certificate in cert_path has expired: it was valid until ${expired}`, { cause: error })
  return isAlert
    ? new Error(`it does not accept our certificate in cert_path (${error.message})`, { cause: error })
    : error
}

function expiredSince(cert: string, now: Date): string | null {
  const { validTo } = new X509Certificate(cert)
  return new Date(validTo) < now ? new Date(validTo).toISOString() : null
}
