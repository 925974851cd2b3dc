import { plainText } from './controls.ts'
import { type Heard, heard } from './known/heard.ts'
import { type Masking, masking, untilSettled } from './masking.ts'
import { type Json, redactJson } from './redact-json.ts'

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

const redactText = (text: string, masking: Masking): string => masking.text(masking.keys(plainText(text), false).text)
