/** The header of a webhook that proves who sent it: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>.<body>" in hex>`. */
export const signatureHeader = 'x-devops-ai-signature'

const bytes = (text: string) => new TextEncoder().encode(text)

async function keyOf(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

const hex = (buffer: ArrayBuffer): string =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The value of the header for a body that is sent at `at`. */
export async function signed(secret: string, body: string, at: Date): Promise<string> {
  const seconds = Math.floor(at.getTime() / 1_000)
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), bytes(`${seconds}.${body}`))
  return `t=${seconds},v1=${hex(signature)}`
}

/**
 * Is the body the sender's own, and signed within `toleranceSeconds` of `at`? The bytes must be those that came, before any
 * parsing. Within the tolerance a repeat is recognised by its `Idempotency-Key`.
 */
export async function isSigned(
  secret: string,
  {
    header,
    body,
    at,
    toleranceSeconds,
  }: {
    readonly header: string
    readonly body: string
    readonly at: Date
    readonly toleranceSeconds: number
  },
): Promise<boolean> {
  const [, seconds = '', signature = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (seconds === '' || Math.abs(at.getTime() / 1_000 - Number(seconds)) > toleranceSeconds) return false
  const pairs = signature.match(/../g) ?? []
  const given = Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.verify('HMAC', await keyOf(secret), given, bytes(`${seconds}.${body}`))
}
