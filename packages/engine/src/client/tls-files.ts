import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { reasonOf } from '../reason.ts'

/** Where the three files of an engine's TLS are: the CA of its certificate, our certificate for it, and our key. */
export interface TlsPaths {
  readonly ca_path: string
  readonly cert_path: string
  readonly key_path: string
}

/** What is in them, in PEM. */
export interface TlsMaterial {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export type LoadedTls =
  | { readonly ok: true; readonly tls: TlsMaterial }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Reads the three files and names everything that is wrong with them. An expired certificate is none of it: one engine
 * must not keep the gateway from the others, so that is said when the engine is called.
 */
export function readTlsFiles({ ca_path, cert_path, key_path }: TlsPaths): LoadedTls {
  const ca = pemIn(ca_path, 'ca_path', 'a certificate', (text) => new X509Certificate(text))
  const cert = pemIn(cert_path, 'cert_path', 'a certificate', (text) => new X509Certificate(text))
  const key = pemIn(key_path, 'key_path', 'a private key without a passphrase', createPrivateKey)
  const problems = [...ca.problems, ...cert.problems, ...key.problems]
  if (key.text !== null) problems.push(...openToOthers(key_path))
  if (cert.parsed && key.parsed && !cert.parsed.checkPrivateKey(key.parsed))
    problems.push(`the key in ${key_path} does not belong to the certificate in ${cert_path}`)
  if (ca.text === null || cert.text === null || key.text === null || problems.length > 0) return { ok: false, problems }
  return { ok: true, tls: { ca: ca.text, cert: cert.text, key: key.text } }
}

interface Pem<T> {
  readonly text: string | null
  readonly parsed: T | null
  readonly problems: readonly string[]
}

function pemIn<T>(path: string, setting: keyof TlsPaths, expected: string, parse: (text: string) => T): Pem<T> {
  let text: string | null = null
  try {
    text = readFileSync(path, 'utf8')
    return { text, parsed: parse(text), problems: [] }
  } catch (error) {
    const problem =
      text === null ? `cannot be read: ${reasonOf(error)}` : `does not hold ${expected} in PEM: ${reasonOf(error)}`
    return { text, parsed: null, problems: [`${setting}: ${path} ${problem}`] }
  }
}

function openToOthers(path: string): readonly string[] {
  const mode = statSync(path).mode & 0o777
  return (mode & 0o077) === 0
    ? []
    : [`key_path: ${path} holds a key and has mode ${mode.toString(8)}, expected 600: chmod 600 ${path}`]
}
