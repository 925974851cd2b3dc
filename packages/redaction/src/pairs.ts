import { mask } from './mask.ts'
import { looksRandom, saysNothing } from './prose.ts'
import { isSecretName } from './secret-names.ts'

// A name and what separates it from its value. A name begins at a boundary and is bounded, and whatever is looked at
// without being masked is bounded too: so the time stays linear.
const pair = /(?<![\w.])([A-Za-z_][\w.-]{1,99})\\{0,3}["']?\s{0,3}(=>|:=|=|:)[ \t]{0,3}/g
const option = /(?<![\w-])--?([A-Za-z][\w-]{1,60})[ \t]{1,3}(?=[^\s-])/g

// One quick look: without any of these there is neither.
const anySeparator = /[:=-]/

const inQuotes = /\\{1,3}"[^"\\\n]*(?:\\{1,3}")?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/y
const bare = /[^\s"'&;]+/y
const toEndOfLine = /(?:[^\n"'{}[\]]|\[redacted\])+/y

/** How much of a value is looked at to tell a remark from a secret. */
const glance = 80

/** Masks values of secret names: `DB_PASSWORD=x`, `"apiKey": "x"`, `password: x`, `--token x`, also inside JSON in a string. */
export const maskPairs = (text: string): string =>
  anySeparator.test(text) ? maskAfter(maskAfter(text, pair), option) : text

function maskAfter(text: string, names: RegExp): string {
  const pieces: string[] = []
  let done = 0
  names.lastIndex = 0
  for (let found = names.exec(text); found; found = names.exec(text)) {
    const start = names.lastIndex
    if (!isSecretName(found[1] ?? '')) continue
    const end = endOfSecret(text, found.index, start, found[2] ?? '=')
    if (end === start) continue
    pieces.push(text.slice(done, start), masked(text.slice(start, end)))
    done = end
    names.lastIndex = end
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}

/** Where the secret value that begins at `start` ends; `start` itself when there is none. */
function endOfSecret(text: string, name: number, start: number, separator: string): number {
  const seen = text.slice(start, start + glance)
  const quoted = match(inQuotes, text, start)
  if (quoted !== '') return quoted.length <= glance && saysNothing(quoted) ? start : start + quoted.length
  if (saysNothing(/^[^\s"'&;,]*/.exec(seen)?.[0] ?? '')) return start
  const value = match(bare, text, start).replace(/[)\]},.]{1,8}$/, '')
  return separator === ':' ? endAfterColon(text, name, start, value) : start + value.length
}

/** After a colon people also write sentences: `invalid token: expired`. A key of YAML begins its line. */
function endAfterColon(text: string, name: number, start: number, value: string): number {
  const before = text.slice(Math.max(name - 40, 0), name)
  const beginsLine = /(?:^|\n)[\s\-{["'\\]*$/.test(before)
  const follows = /[,{?&(][\s"'\\]*$/.test(before)
  if (!beginsLine) return follows || looksRandom(value.slice(0, glance)) ? start + value.length : start
  if (/^[A-Za-z][a-z']+(?: [a-z']+){2,}/.test(text.slice(start, start + glance))) return start
  return start + Math.max(match(toEndOfLine, text, start).trimEnd().length, value.length)
}

/** The mask in the value's own quotes, so that JSON stays JSON. */
function masked(value: string): string {
  const quote = /^\\{0,3}["']/.exec(value)?.[0] ?? ''
  return `${quote}${mask}${quote}`
}

function match(pattern: RegExp, text: string, start: number): string {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0] ?? ''
}
