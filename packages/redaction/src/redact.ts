import { plainText } from './controls.ts'
import { type Heard, heard } from './known/heard.ts'
import { takenOut } from './known/taken-out.ts'
import { mask } from './mask.ts'
import { maskKeys } from './pem.ts'
import { isSecretName } from './secret-names.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Makes text and JSON safe to store, show and send. */
export interface Redaction {
  /**
   * The text without control characters and without secrets. It would rather hide too much than too little, but leaves
   * sentences about secrets readable. What a name or a shape gives away in one place is hidden in all of the text, in every
   * form. Linear in the length of the text; redacting twice changes nothing more.
   */
  text(text: string): string
  /**
   * The same for every string of a JSON value, keys included, and whole values of secret names. A private key that
   * begins in one string and goes on in the next ones, as lines of a log do, is hidden in all of them.
   */
  json(value: unknown): Json
  /** The same for the words of one program: what it gave away before is hidden as well, and what it gives away is remembered. */
  saidBy(program: string): Redaction
  /** The same for words of others about it, which are no reason to hide anything of its own later on. */
  about(program: string): Redaction
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * Hides what `hide` knows, and what names, shapes, URLs and private keys give away. The latter is remembered by `heardOf`
 * for the words of one program, and otherwise while one text or value is looked at.
 */
export function redaction(hide: (text: string) => string, heardOf: (program: string) => Heard = heard): Redaction {
  const remembering = (memory: () => Heard): Redaction => ({
    text: (text) => untilSettled(text, masking(hide, memory()), redactText),
    json: (value) => untilSettled(value, masking(hide, memory()), redactJson),
    saidBy: (program) => remembering(() => heardOf(program)),
    about: (program) => remembering(() => besides(heardOf(program))),
  })
  return remembering(heard)
}

/** What was heard before, and for once what is heard now. */
function besides(before: Heard): Heard {
  const now = heard()
  return { note: now.note, hide: (text) => now.hide(before.hide(text)) }
}

/** What can be known without knowing any secret. */
export const redact = redaction((text) => text).text

/** How to mask one string, in one look at all of them after the other. */
interface Masking {
  text(text: string): string
  keys(text: string, insideKey: boolean): ReturnType<typeof maskKeys>
  secret(value: string): string
  /** Whether something was given away since the last look, so that it may stand where it was passed over: a look for that. */
  again(): boolean
}

/** A text that gives away more is one that is made for it. */
const mostGivenAway = 1_000

function masking(hide: (text: string) => string, memory: Heard): Masking {
  let isFirst = true
  let isNew = false
  let left = mostGivenAway
  const note = (taken: readonly string[]): void => {
    if (left <= 0) return
    const fresh = memory.note(taken)
    left -= fresh
    if (fresh > 0) isNew = true
  }
  return {
    text(text) {
      const unknown = memory.hide(isFirst ? hide(text) : text)
      if (!isFirst && unknown === text) return text
      const masked = withoutSecrets(unknown)
      if (masked !== unknown) note(takenOut(unknown, masked))
      return masked
    },
    keys(text, insideKey) {
      const keyless = maskKeys(text, insideKey)
      if (keyless.text !== text) note(takenOut(text, keyless.text))
      return keyless
    },
    secret(value) {
      if (value !== mask) note([value])
      return mask
    },
    again() {
      const isBehind = isNew
      isFirst = isNew = false
      return isBehind
    },
  }
}

/** A third look finds what stands beside a mask of the second; that is little, and the time stays linear. */
const mostLooks = 3

function untilSettled<T, Shown extends T>(
  value: T,
  masking: Masking,
  look: (value: T, masking: Masking) => Shown,
): Shown {
  let shown = look(value, masking)
  for (let looks = 1; masking.again() && looks < mostLooks; looks += 1) shown = look(shown, masking)
  return shown
}

const redactText = (text: string, masking: Masking): string => masking.text(masking.keys(plainText(text), false).text)

function redactJson(value: unknown, masking: Masking): Json {
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
