import { X509Certificate } from 'node:crypto'
import type { TlsMaterial } from './tls-files.ts'

const strangeCa = 'its certificate is not signed by the CA in ca_path, so it may be another engine'
const noTls = 'it does not speak TLS at this port; start it with --tlsverify'

// What Node and OpenSSL call it, and what it means for whoever has to mend it. "It" is the engine.
const meanings: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: strangeCa,
  DEPTH_ZERO_SELF_SIGNED_CERT: strangeCa,
  UNABLE_TO_GET_ISSUER_CERT: strangeCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: strangeCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: strangeCa,
  CERT_SIGNATURE_FAILURE: strangeCa,
  CERT_HAS_EXPIRED: 'its certificate or that of its CA has expired',
  CERT_NOT_YET_VALID: 'its certificate or that of its CA is not valid yet; compare the clocks',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names than the host of the url',
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
}

// Engines answer a certificate that they do not take with an alert; old ones call each such certificate bad.
const alertOnCertificate = /^ERR_SSL_.*ALERT_(?:.*CERTIFICATE.*|UNKNOWN_CA|ACCESS_DENIED)$/

/** The error as a sentence that tells what to mend, where it is about TLS; else as it came. */
export function tlsTrouble(error: unknown, { cert }: TlsMaterial, now: Date): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const meaning = meanings[code] ?? (alertOnCertificate.test(code) ? notAccepted(cert, now) : null)
  return meaning === null ? error : new Error(`${meaning} (${briefly(error)})`, { cause: error })
}

function notAccepted(cert: string, now: Date): string {
  const until = new Date(new X509Certificate(cert).validTo)
  return until < now
    ? `it does not accept our certificate in cert_path, which has expired at ${until.toISOString()}`
    : 'it does not accept our certificate in cert_path; its CA (--tlscacert) must have signed it, for client authentication'
}

/** OpenSSL's messages are a line of a trace; their words are in the middle. */
const briefly = ({ message }: Error): string => /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message
