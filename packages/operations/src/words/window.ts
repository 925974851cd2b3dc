import { refuse, type Refusal } from '@devops-ai/contract'
import { secondsOf, timeUnit } from './values.ts'

/** The longest time that anything is asked about. */
const mostSeconds = 366 * 86_400

/** A time in the past, in seconds before now, and the text without it. */
export interface Window {
  readonly since: number | null
  readonly until: number | null
  readonly rest: string
}

const amount = '(?:\\d+(?:\\.\\d+)?|an?)'
const span = `${amount} ?${timeUnit}(?:,? ?(?:and )?\\d+ ?${timeUnit})?`
const recent = '(?:last|past|previous|latest|recent|prior|most recent)'
const lead = '(?: (?:from|in|for|over|within|during|since|of|to|covering|,))*(?: the| these)?'
const from = '(?:from|since|--since|after)(?: =)?'
const to = '(?:(?:, |and )?(?:until|till|up to|before|to)|--until)(?: =)?'
const edges = '(?:and|to)'
const end = '(?= |$)'

/** Both ends, one, or the other; where the first has no unit it has the second's: `between 3 and 2 hours ago`. */
const forms: readonly {
  readonly pattern: RegExp
  readonly read: (found: RegExpExecArray) => Pick<Window, 'since' | 'until'>
}[] = [
  {
    pattern: new RegExp(`(?:${lead} ${from})? (${span})(?: ago)? ${to} (${span})(?: ago)?${end}`),
    read: ([, first = '', second = '']) => ({ since: secondsOf(first), until: secondsOf(second) }),
  },
  {
    pattern: new RegExp(`${lead} between (${span})(?: ago)? ${edges} (${span}) ago${end}`),
    read: ([, first = '', second = '']) => between(secondsOf(first), secondsOf(second)),
  },
  {
    pattern: new RegExp(`${lead} (?:between|from) (${amount}) ${edges} (${amount}) ?(${timeUnit}) ago${end}`),
    read: ([, first = '', second = '', unit = '']) =>
      between(secondsOf(`${first} ${unit}`), secondsOf(`${second} ${unit}`)),
  },
  {
    pattern: new RegExp(
      `(?: from)? (?:up until|up to|until|till|before|older than|prior to|not newer than|--until)(?: =)? (${span})(?: ago)?(?: only)?${end}`,
    ),
    read: ([, found = '']) => ({ since: null, until: secondsOf(found) }),
  },
  {
    pattern: new RegExp(`${lead} ${recent}((?: ${amount})? ?${timeUnit}(?:,? ?(?:and )?\\d+ ?${timeUnit})?)${end}`),
    read: ([, found = '']) => ({ since: secondsOf(found.trimStart()), until: null }),
  },
  {
    pattern: new RegExp(
      `${lead} (${span})(?: ${recent}| ago(?: on| onwards?| until now| to now| till now)?| of| worth of)${end}`,
    ),
    read: ([, found = '']) => ({ since: secondsOf(found), until: null }),
  },
  {
    pattern: new RegExp(` (?:for|over|covering|spanning) (${span})${end}`),
    read: ([, found = '']) => ({ since: secondsOf(found), until: null }),
  },
  {
    pattern: new RegExp(` (${timeUnit}) worth(?: of)?${end}`),
    read: ([, found = '']) => ({ since: secondsOf(found), until: null }),
  },
  {
    pattern: new RegExp(
      ` (?:since|--since|going back|as of|newer than|younger than|not older than)(?: =)? (${span})${end}`,
    ),
    read: ([, found = '']) => ({ since: secondsOf(found), until: null }),
  },
  // `logs web 10m`, as it is typed in a hurry.
  {
    pattern: new RegExp(`(?<= logs?(?: @\\S+)?) (\\d+ ?${timeUnit})$`),
    read: ([, found = '']) => ({ since: secondsOf(found), until: null }),
  },
]

/** `between 5 and 10 minutes ago` says the same as `between 10 and 5 minutes ago`. */
const between = (one: number, other: number): Pick<Window, 'since' | 'until'> => ({
  since: Math.max(one, other),
  until: Math.min(one, other),
})

const timeWords = new RegExp(`(?: |\\d)${timeUnit}`)

/** A time of day, a date or half a span that no form took. Which day it is nobody here knows, so that it is not answered. */
const moment =
  / (?:since|after|until|till|before|from|between|around|at|to|and) (?:@(?:odd|other):)?\d+[hms]\d\S*(?= |$)| (?:@(?:odd|other):)?(?:\d{4}-\d\d\S*|\d{1,2}:\d\d\S*|\d{1,2}[ap]m)(?= |$)| (?:last|this|that) (?:@other:)?night(?= |$)| (?:last|past|this|previous|recent) (?:(?:few|couple of) )?(?:@other:)?(?:hours?|weeks?|months?|years?|fortnight|decade|days?|minutes?)(?= |$)/

/** Before a span, and so without an end. */
const olderThan = / (?:more than|over|at least) \d+ ?[a-z]+ (?:ago|old)(?= |$)/

/**
 * Takes the time that an intent asks about out of its text. One that is out of range, ends before it begins, or is no span
 * back from now is a refusal.
 */
export function windowIn(text: string): Window | Refusal {
  const window = spanIn(text)
  const found = (olderThan.exec(text) ?? moment.exec(window.rest))?.[0].trim().replace(/@\w+:/, '')
  return found === undefined
    ? checked(window)
    : refuse('intent_not_understood', `expected a time as a span, e.g. "of the last 30 minutes", got "${found}"`)
}

function spanIn(text: string): Window {
  if (timeWords.test(text))
    for (const { pattern, read } of forms) {
      const found = pattern.exec(text)
      if (found) return { ...read(found), rest: text.replace(found[0], '') }
    }
  return { since: null, until: null, rest: text }
}

function checked(window: Window): Window | Refusal {
  const { since, until } = window
  if ([since, until].some((seconds) => seconds !== null && seconds > mostSeconds))
    return refuse(
      'invalid_request',
      `expected a time of at most a year, got ${Math.max(since ?? 0, until ?? 0)} seconds`,
    )
  if (since === 0 || (since !== null && until !== null && until >= since))
    return refuse(
      'invalid_request',
      `expected a time that begins before it ends, got ${since} to ${until ?? 0} seconds ago`,
    )
  return window
}
