/** Words that name a secret when they end a name: `db_password`, `authToken`, `PGPASSWORD`. */
const endings = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'secret',
  'token',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
]

/** Words that name a secret as a part of their own, but not at the end of another word. */
const words = new Set([
  ...endings,
  ...'pass pwd secrets credential credentials signature sig otp connectionstring'.split(' '),
])

/** A key is secret by what it is for: `api_key` is, `primary_key` is not. */
const secretKeys = new Set(
  (
    'api access account auth client encryption encrypt hmac jwt license master private root secret ' +
    'service session shared signing ssh storage webhook'
  ).split(' '),
)

/** What may follow without making it another thing: `password_hash`, `token2`, `SECRET_KEY_BASE`. */
const qualifiers = new Set(
  (
    'base base64 b64 current default dev enc encrypted hash hex new old plain previous prod ' +
    'production raw sha256 staging test text val value v1 v2'
  ).split(' '),
)

const workingDirectory = new Set(['PWD', 'OLDPWD'])

/** Is this the name of a secret? `secret_santa`, `token_count`, `password_file` and `primary_key` are not. */
export function isSecretName(name: string): boolean {
  if (workingDirectory.has(name)) return false
  const parts = partsOf(name)
  while (parts.length > 1 && isQualifier(parts.at(-1))) parts.pop()
  const last = parts.at(-1)?.replace(/\d{1,4}$/, '') ?? ''
  if (last === 'key') return secretKeys.has(parts.at(-2) ?? '')
  return (
    words.has(last) ||
    endings.some((ending) => last.endsWith(ending)) ||
    `${parts.at(-2)}${last}` === 'connectionstring'
  )
}

const isQualifier = (part: string | undefined): boolean =>
  part !== undefined && (qualifiers.has(part) || /^\d{1,4}$/.test(part))

/** `dbPassword`, `DB_PASSWORD`, `db-password`, `spring.db.password` → db, password. */
const partsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
