import { maskKeys } from '../pem.ts'
import { looksRandom } from '../prose.ts'
import { isSecretName } from '../secret-names.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { partsOf, takenOut } from './taken-out.ts'
import { isMachineMade, isWorthHiding } from './worth-hiding.ts'

/** What the configuration of one thing says: variables of its environment and labels by name, and command lines. */
export interface Configuration {
  readonly named: readonly (readonly [name: string, value: string])[]
  readonly lines: readonly string[]
}

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

const hiddenIn = (text: string): readonly string[] =>
  takenOut(text, withoutSecrets(maskKeys(text, false).text)).flatMap(partsOf)
