import { RE2JS } from 're2js'

/** A condition on one label, as Alertmanager writes it. A label that is not there counts as empty. */
export interface Matcher {
  readonly label: string
  readonly holds: (value: string) => boolean
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string }

const form = /^\s*(?:"([^"\\]+)"|([^\s"{}=!~,]+))\s*(=~|!~|!=|=)\s*(.*?)\s*$/su
const quoted = /^"(?:[^"\\]|\\.)*"$/su

/** `label=value`, `!=`, `=~`, `!~`; the value may stand in double quotes, with backslashes as Alertmanager takes them. */
export function parseMatcher(text: string): Parsed<Matcher> {
  const [, inQuotes, bare, operator = '', raw = ''] = form.exec(text) ?? []
  const label = inQuotes ?? bare
  if (label === undefined)
    return {
      ok: false,
      detail: `got the matcher ${text}, expected label=value, label!=value, label=~regex or label!~regex`,
    }
  const value = valueOf(raw)
  if (value === null)
    return {
      ok: false,
      detail: `got the matcher ${text}, expected a value without quotes, or one in whole double quotes`,
    }
  return matcherOf({ label, value, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') })
}

/** The parts of a matcher as Alertmanager's API names them. A regular expression is RE2's and matches the whole value. */
export function matcherOf(parts: {
  readonly label: string
  readonly value: string
  readonly isRegex: boolean
  readonly isEqual: boolean
}): Parsed<Matcher> {
  const { label, value, isRegex, isEqual } = parts
  if (!isRegex) return { ok: true, value: { label, holds: (got) => (got === value) === isEqual } }
  try {
    const pattern = RE2JS.compile(`^(?:${value})$`, RE2JS.DOTALL)
    return { ok: true, value: { label, holds: (got) => pattern.matches(got) === isEqual } }
  } catch (error) {
    return {
      ok: false,
      detail: `${value} is no regular expression: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

/** All of them hold for these labels. */
export const allHold = (matchers: readonly Matcher[], labels: Readonly<Record<string, string>>): boolean =>
  matchers.every(({ label, holds }) => holds(Object.hasOwn(labels, label) ? (labels[label] ?? '') : ''))

function valueOf(raw: string): string | null {
  if (quoted.test(raw))
    return raw
      .slice(1, -1)
      .replaceAll(/\\(.)/gsu, (_, one: string) => (one === 'n' ? '\n' : /["\\]/.test(one) ? one : `\\${one}`))
  return raw.includes('"') ? null : raw
}
