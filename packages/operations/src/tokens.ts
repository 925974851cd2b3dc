import { refuse, type Refusal } from '@devops-ai/contract'

/** The longest command line that is read at all. */
const mostCharacters = 2_000

/** What joins commands in a shell. */
const joins = /[;|&\r\n]/
/** What a shell would replace, redirect or hide. */
const expands = /[$`<>\\*?~#!()[\]^%]/

const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

export type Tokens = { readonly ok: true; readonly words: readonly string[] } | Refusal

/**
 * Splits one docker command line at spaces. There is no shell here and none is imitated: whatever a shell would
 * treat specially is a refusal. Quotes may only stand around a format such as `'{{json .State}}'`.
 */
export function tokens(text: string): Tokens {
  if (text.trim() === '') return refuse('invalid_request', 'expected one docker command, got nothing')
  if (text.length > mostCharacters)
    return refuse('invalid_request', `expected a command of at most ${mostCharacters} characters, got ${text.length}`)
  const line = text.trim()
  const strange = /[^ \t\r\n]/.exec(text.replace(line, ''))
  if (strange) return refuse('invalid_request', `expected plain characters, got U+${hex(strange[0])}`)
  const outside = line.replaceAll(/(?<=^|[ =])(?:'\{\{[\w. ]*\}\}'|"\{\{[\w. ]*\}\}")(?= |$)/g, 'format')
  const join = joins.exec(outside)
  if (join) return refuse('several_operations', `expected one command, got several: ${shown(join[0])} joins commands`)
  const odd = /[^\x20-\x7e]/.exec(outside)
  if (odd) return refuse('invalid_request', `expected plain characters, got U+${hex(odd[0])}`)
  const special = expands.exec(outside)
  if (special)
    return refuse('invalid_request', `expected a command without ${shown(special[0])}: there is no shell here`)
  if (/['"]/.test(outside)) return refuse('invalid_request', 'expected a command without quotes')
  return { ok: true, words: split(line) }
}

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

/** Words at spaces; a quoted format is one word, without its quotes. */
const split = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replaceAll(/['"]/g, ''))
