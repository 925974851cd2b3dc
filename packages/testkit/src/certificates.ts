import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

export interface CertificateWish {
  readonly name: string
  /** Names and IPv4 addresses that a server may be called by. */
  readonly hosts?: readonly string[]
  /** From a day ago to a day ahead, unless told. */
  readonly from?: Date
  readonly until?: Date
}

/** An authority that signs certificates for tests. */
export interface Authority {
  /** Its own certificate, in PEM: what others are to trust. */
  readonly cert: string
  issue(wish: CertificateWish): Certificate
}

const dayMs = 86_400_000

/** A fresh authority. Its keys live in this process alone. */
export function authority(name: string): Authority {
  const keys = keyPair()
  const issuer = { name, key: keys.privateKey }
  return {
    cert: pem('CERTIFICATE', certificate({ name }, keys.publicKey, issuer, [isAuthority])),
    issue(wish) {
      const own = keyPair()
      const extensions = [usable, ...(wish.hosts ? [namesOf(wish.hosts)] : [])]
      return {
        cert: pem('CERTIFICATE', certificate(wish, own.publicKey, issuer, extensions)),
        key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      }
    },
  }
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

// X.509 in DER, RFC 5280: as much of it as a TLS handshake looks at.
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const explicit = (number: number, ...parts: readonly Buffer[]): Buffer => der(0xa0 + number, ...parts)
const integer = (value: Buffer): Buffer => der(0x02, value)
const bits = (value: Buffer): Buffer => der(0x03, Buffer.from([0]), value)
const octets = (value: Buffer): Buffer => der(0x04, value)
const yes = der(0x01, Buffer.from([0xff]))
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const text = (value: string): Buffer => der(0x0c, Buffer.from(value))
const time = (at: Date): Buffer => der(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`))

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
const commonName = (name: string): Buffer => sequence(der(0x31, sequence(objectId('550403'), text(name))))
const isAuthority = sequence(objectId('551d13'), yes, octets(sequence(yes)))
const serverAuth = objectId('2b06010505070301')
const clientAuth = objectId('2b06010505070302')
const usable = sequence(objectId('551d25'), octets(sequence(serverAuth, clientAuth)))
const namesOf = (hosts: readonly string[]): Buffer =>
  sequence(objectId('551d11'), octets(sequence(...hosts.map(generalName))))
const generalName = (host: string): Buffer =>
  isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))

function certificate(
  { name, from = new Date(Date.now() - dayMs), until = new Date(Date.now() + dayMs) }: CertificateWish,
  publicKey: KeyObject,
  issuer: { readonly name: string; readonly key: KeyObject },
  extensions: readonly Buffer[],
): Buffer {
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)])
  const signed = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    commonName(issuer.name),
    sequence(time(from), time(until)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  )
  return sequence(signed, ecdsaWithSha256, bits(sign('sha256', signed, issuer.key)))
}

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`
