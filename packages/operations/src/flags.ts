import { refuse, type Refusal } from '@devops-ai/contract'
import type { Command, Flag, Mark } from './command.ts'
import { valueKinds } from './flag-values.ts'

export interface Arguments {
  readonly ok: true
  /** The operation's fields as the flags say them, still to be checked by its schema. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What is not a flag, in order. */
  readonly names: readonly string[]
}

type Known = { readonly flag: Flag } | { readonly mark: Mark }

/** Reads what follows the verb. Unknown, repeated or valueless flags are refusals that say what is accepted. */
export function readArguments(command: Command, words: readonly string[]): Arguments | Refusal {
  const fields: Record<string, unknown> = { ...command.unsaid }
  const lists = new Map<string, unknown[]>()
  const names: string[] = []
  const seen = new Set<Flag | Mark>()
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      names.push(word)
      continue
    }
    const { spelling, inline, joined } = pieces(word)
    const known = find(command, spelling)
    if (!known) return refuse('invalid_request', unknownFlag(command, spelling))
    const subject = 'flag' in known ? known.flag : known.mark
    if (seen.has(subject) && !('many' in subject))
      return refuse('invalid_request', `expected ${spelling} once, got it twice`)
    seen.add(subject)
    const bare = 'flag' in known ? known.flag.value === 'switch' : known.mark.values.length === 0
    if (bare && joined) return refuse('invalid_request', unknownFlag(command, word))
    const text = inline ?? (bare ? 'true' : rest.shift())
    const value = text === undefined ? undefined : valueOf(known, text)
    if (value === undefined)
      return refuse('invalid_request', `${spelling} expects ${expected(known)}, got ${text ?? 'nothing'}`)
    if ('mark' in known) continue
    const { field, many } = known.flag
    if (many) lists.set(field, [...(lists.get(field) ?? []), value])
    else fields[field] = value
  }
  return { ok: true, fields: { ...fields, ...Object.fromEntries(lists) }, names }
}

/**
 * `--tail=5`, `-n5` and `-n=5` carry their value; `--tail 5` has it in the next word. An empty one, as of `--tail=`, is
 * still a value. `joined`: docker reads what is joined to a short switch as more switches.
 */
function pieces(word: string): {
  readonly spelling: string
  readonly inline: string | undefined
  readonly joined: boolean
} {
  const [, long, value] = /^(--[^=]+)(?:=(.*))?$/.exec(word) ?? []
  if (long !== undefined) return { spelling: long, inline: value, joined: false }
  const [, spelling = word, sign, rest = ''] = /^(-[A-Za-z])(=?)(.*)$/.exec(word) ?? []
  return { spelling, inline: sign || rest ? rest : undefined, joined: sign === '' && rest !== '' }
}

/** The flag that a word is, in its spelling, where the command does not have it. */
export function unknownFlagOf(command: Command, word: string): string | null {
  const { spelling } = pieces(word)
  return word.startsWith('-') && !find(command, spelling) ? spelling : null
}

function find(command: Command, spelling: string): Known | null {
  const flag = command.flags.find(({ spellings }) => spellings.includes(spelling))
  if (flag) return { flag }
  const mark = command.marks.find(({ spellings }) => spellings.includes(spelling))
  return mark ? { mark } : null
}

const unknownFlag = ({ words, flags, marks }: Command, spelling: string): string => {
  const known = [...flags, ...marks].flatMap(({ spellings }) => spellings)
  const accepted = known.length === 0 ? 'no flags' : known.join(', ')
  return `docker ${words[0].join(' ')} accepts ${accepted} here, got ${spelling}`
}

function expected(known: Known): string {
  if ('flag' in known) return valueKinds[known.flag.value].expected
  return known.mark.values.length === 0 ? 'no value' : `one of ${known.mark.values.join(' · ')}`
}

function valueOf(known: Known, text: string): unknown {
  if ('flag' in known) return valueKinds[known.flag.value].read(text)
  const { values } = known.mark
  return (values.length === 0 ? text === 'true' : values.includes(text)) ? true : undefined
}
