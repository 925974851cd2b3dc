/** One way to write a secret. What stands around a piece of base64 without a break belongs to it. */
export interface Form {
  readonly text: string
  readonly isBase64: boolean
}

/** The shortest secret that is looked for: anything shorter is found everywhere. */
export const shortestSecret = 6

/**
 * A secret as it is, escaped in a JSON string, as the bytes of a form, in hex, and in base64 wherever it may begin within
 * the encoded text. What is percent-encoded is decoded before it is looked at.
 */
export function formsOf(secret: string): readonly Form[] {
  const bytes = ascii.test(secret) ? secret : latin1Of(new TextEncoder().encode(secret))
  const hex = hexOf(bytes)
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before))
  const plain = [secret, JSON.stringify(secret).slice(1, -1), bytes, bytes.replaceAll(' ', '+'), hex, hex.toUpperCase()]
  const encoded = [...base64, ...base64.map(urlSafe)]
  return [
    ...[...new Set(plain)].map((text) => ({ text, isBase64: false })),
    ...[...new Set(encoded)].map((text) => ({ text, isBase64: true })),
  ]
}

const ascii = /^[ -~]*$/
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hexOf(bytes: string): string {
  let hex = ''
  for (let at = 0; at < bytes.length; at += 1) hex += hexOfByte[bytes.charCodeAt(at)]
  return hex
}

const latin1Of = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/** The characters of base64 that depend on nothing but these bytes, `before` others standing before them. */
function base64Within(bytes: string, before: number): string {
  const whole = btoa('\0'.repeat(before) + bytes)
  return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')
