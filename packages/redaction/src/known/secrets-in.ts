import { mask } from '../mask.ts'
import { maskKeys } from '../pem.ts'
import { looksRandom, saysNothing } from '../prose.ts'
import { withoutSecrets } from '../redact.ts'
import { isSecretName } from '../secret-names.ts'
import { shortestSecret } from './forms.ts'

/** What the configuration of one thing says: variables of its environment and labels by name, and command lines. */
export interface Configuration {
  readonly named: readonly (readonly [name: string, value: string])[]
  readonly lines: readonly string[]
}

/** Values are looked at as far as this; a longer one is hidden by its lines. */
const longestSecret = 4_096

/** The secrets in a configuration: whatever redaction would hide there, and what only a secret looks like. */
export function secretsIn({ named, lines }: Configuration): ReadonlySet<string> {
  const found = [
    ...named.flatMap(([name, value]) => [...(isSecret(name, value) ? partsOf(value) : []), ...hiddenIn(value)]),
    ...lines.flatMap((line) => [...hiddenIn(line), ...line.split(/[\s=:,;"']+/).filter(isMachineMade)]),
  ]
  return new Set(found.filter(isWorthHiding))
}

/** A variable may be called `STRIPE_KEY`: too little for a name in prose, enough for a value that looks made. */
const looseEnding = /(?:^|[_.-])(?:keys?|tokens|passwords|auth|salt|seed|cookie|dsn|pin|pat)\d{0,2}$/i
const publicKey = /(?:public|primary|foreign|partition|sort|gpg|host|cache)[_.-]?keys?\d{0,2}$/i

const isSecret = (name: string, value: string): boolean =>
  isSecretName(name) ||
  isMachineMade(value) ||
  (looseEnding.test(name) && !publicKey.test(name) && looksRandom(value) && value.length >= 8)

/** A value whole, without its quotes, and the lines and items of a longer one. */
function partsOf(value: string): readonly string[] {
  const bare = value.trim().replace(/^(["'])(.*)\1$/s, '$2')
  const items = bare.split(/[\s,;]+/).filter((item) => item.length >= 12 && looksRandom(item))
  return [value.trim(), bare, ...items].filter((part) => part.length <= longestSecret && !part.includes('\n'))
}

/** What redaction takes out of a text: all that stands between the pieces that it leaves. */
function hiddenIn(text: string): readonly string[] {
  const [first = '', ...kept] = withoutSecrets(maskKeys(text, false).text).split(mask)
  if (kept.length === 0) return []
  const hidden: string[] = []
  let at = first.length
  for (const [place, piece] of kept.entries()) {
    const isLast = place === kept.length - 1
    const next = isLast ? text.length - piece.length : text.indexOf(piece, at)
    if (next < at) return hidden
    hidden.push(...partsOf(text.slice(at, next)))
    at = next + piece.length
  }
  return hidden
}

/** A word, a path or a number would be found where no secret is; whoever chose a word as a secret has none. */
const word = /^[A-Z]?[a-z]*(?:[-_.:/ ][A-Z]?[a-z]*)*$|^[A-Z]+(?:[-_. ][A-Z]+)*$/
const path = /^\.{0,2}(?:\/[\w.-]+)+\/?$/

const isWorthHiding = (value: string): boolean =>
  value.length >= shortestSecret &&
  !saysNothing(value) &&
  !(value.length < 16 && word.test(value)) &&
  !(path.test(value) && !isMachineMade(value)) &&
  !/^\d{1,7}$/.test(value)

/** Nothing that a person writes changes so often between small letters, capitals and digits. */
function isMachineMade(value: string): boolean {
  if (!/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{20,512}$/.test(value) || value.includes('//')) return false
  const kinds = value.replaceAll(/\d/g, '0').replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A')
  const changes = Array.from(kinds).filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length
  return changes >= value.length * 0.4
}
