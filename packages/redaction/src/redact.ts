import { plainText } from './controls.ts'
import { mask } from './mask.ts'
import { maskPairs } from './pairs.ts'
import { maskKeys } from './pem.ts'
import { isSecretName } from './secret-names.ts'
import { maskShapes } from './shapes.ts'
import { maskUrls } from './urls.ts'

/** Makes text and JSON safe to store, show and send. */
export interface Redaction {
  /**
   * The text without control characters and without secrets. It would rather hide too much than too little, but leaves
   * sentences about secrets readable. Linear in the length of the text; redacting twice changes nothing more.
   */
  text(text: string): string
  /**
   * The same for every string of a JSON value, keys included, and whole values of secret names. A private key that
   * begins in one string and goes on in the next ones, as lines of a log do, is hidden in all of them.
   */
  json(value: unknown): Json
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Hides what `hide` knows, and what names, shapes, URLs and private keys give away. */
export function redaction(hide: (text: string) => string): Redaction {
  const withoutAny = (text: string): string => withoutSecrets(hide(text))
  return {
    text: (text) => withoutAny(maskKeys(plainText(text), false).text),
    json: (value) => redactJson(value, withoutAny),
  }
}

/** What can be known without knowing any secret. */
export const redact = redaction((text) => text).text

function redactJson(value: unknown, withoutAny: (text: string) => string): Json {
  let insideKey = false
  const text = (value: string): string => {
    const keyless = maskKeys(plainText(value), insideKey && looksLikeKeyText(value))
    insideKey = keyless.insideKey || (insideKey && !value.includes('-----END') && value.length < 16)
    return withoutAny(keyless.text)
  }
  const walk = (value: unknown): Json => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number' || typeof value === 'boolean') return value
    if (Array.isArray(value))
      return value.map((inner: unknown, place) => (isSaidBy(value[place - 1], inner) ? mask : walk(inner)))
    // As in JSON.stringify, what has no JSON is null in a list and left out of an object.
    if (typeof value !== 'object' || value === null) return null
    const shown: { [key: string]: Json } = {}
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue
      const isOrdinary = ordinaryKey.test(key)
      const isSecret = isOrdinary ? isSecretKey(key) : isSecretName(key)
      setOwn(shown, isOrdinary ? key : text(key), isSecret && isScalar(inner) ? mask : walk(inner))
    }
    return shown
  }
  return walk(value)
}

/** In a command line that is a list, the value of `--password` is the next string. */
const isSaidBy = (before: unknown, value: unknown): boolean =>
  typeof before === 'string' &&
  typeof value === 'string' &&
  /^--?[A-Za-z][\w-]{1,60}$/.test(before) &&
  isSecretName(before.replace(/^-+/, '')) &&
  !value.startsWith('-')

/** Also `__proto__` is a key like any other. */
function setOwn(shown: { [key: string]: Json }, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(shown, key, { value, enumerable: true, configurable: true, writable: true })
  else shown[key] = value
}

/** The same few ordinary keys come again and again. */
const secretKeys = new Map<string, boolean>()
const mostKeys = 2_000

function isSecretKey(key: string): boolean {
  const known = secretKeys.get(key)
  if (known !== undefined) return known
  if (secretKeys.size >= mostKeys) secretKeys.clear()
  const is = isSecretName(key)
  secretKeys.set(key, is)
  return is
}

/** No secret is made of a few small letters alone; nearly all keys are. */
const ordinaryKey = /^[a-z_]{1,24}$/

/** What names, shapes and URLs give away, in text without private keys. */
export const withoutSecrets = (text: string): string => maskPairs(maskShapes(maskUrls(text)))

const looksLikeKeyText = (value: string): boolean =>
  value.includes('-----END') || /^[A-Za-z0-9+/=]{16,}\s*$/.test(value)

const isScalar = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number'
