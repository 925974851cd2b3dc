import { plainText } from './controls.ts'
import type { Masking } from './masking.ts'
import { isSecretName } from './secret-names.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export function redactJson(value: unknown, masking: Masking): Json {
  let insideKey = false
  const text = (value: string): string => {
    const keyless = masking.keys(plainText(value), insideKey && looksLikeKeyText(value))
    insideKey = keyless.insideKey || (insideKey && !value.includes('-----END') && value.length < 16)
    return masking.text(keyless.text)
  }
  const walk = (value: unknown): Json => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number' || typeof value === 'boolean') return value
    if (Array.isArray(value))
      return value.map((inner: unknown, place) =>
        isSaidBy(value[place - 1], inner) ? masking.secret(String(inner)) : walk(inner),
      )
    // As in JSON.stringify, what has no JSON is null in a list and left out of an object.
    if (typeof value !== 'object' || value === null) return null
    const shown: { [key: string]: Json } = {}
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue
      const isOrdinary = ordinaryKey.test(key)
      const isSecret = isOrdinary ? isSecretKey(key) : isSecretName(key)
      setOwn(
        shown,
        isOrdinary ? key : text(key),
        isSecret && isScalar(inner) ? masking.secret(String(inner)) : walk(inner),
      )
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

const looksLikeKeyText = (value: string): boolean =>
  value.includes('-----END') || /^[A-Za-z0-9+/=]{16,}\s*$/.test(value)

const isScalar = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number'
