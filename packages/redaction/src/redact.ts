import { plainText } from './controls.ts'
import { mask } from './mask.ts'
import { maskPairs } from './pairs.ts'
import { maskKeys } from './pem.ts'
import { isSecretName } from './secret-names.ts'
import { maskShapes } from './shapes.ts'
import { maskUrls } from './urls.ts'

/**
 * The text without control characters and without secrets. It would rather hide too much than too little, but leaves
 * sentences about secrets readable. Linear in the length of the text; redacting twice changes nothing more.
 */
export const redact = (text: string): string => withoutSecrets(maskKeys(plainText(text), false).text)

/**
 * The same for every string of a JSON value, keys included, and whole values of secret names. A private key that
 * begins in one string and goes on in the next ones, as lines of a log do, is hidden in all of them.
 */
export function redactJson(value: unknown): unknown {
  let insideKey = false
  const text = (value: string): string => {
    const keyless = maskKeys(plainText(value), insideKey && looksLikeKeyText(value))
    insideKey = keyless.insideKey || (insideKey && !value.includes('-----END') && value.length < 16)
    return withoutSecrets(keyless.text)
  }
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        ordinaryKey.test(key) ? key : text(key),
        isSecretName(key) && isScalar(inner) ? mask : walk(inner),
      ]),
    )
  }
  return walk(value)
}

/** No secret is made of a few small letters alone; nearly all keys are. */
const ordinaryKey = /^[a-z_]{1,24}$/

const withoutSecrets = (text: string): string => maskPairs(maskShapes(maskUrls(text)))

const looksLikeKeyText = (value: string): boolean =>
  value.includes('-----END') || /^[A-Za-z0-9+/=]{16,}\s*$/.test(value)

const isScalar = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number'
