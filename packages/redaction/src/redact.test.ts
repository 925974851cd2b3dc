import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mask } from './mask.ts'
import { redact } from './redact.ts'

const jwt = `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiJhZGEifQ'}.c2lnbmF0dXJlLW9mLWl0`
const key = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIIEowIBAAKCAQEAtestTESTtest',
  'abcdEFGH1234==',
  '-----END RSA PRIVATE KEY-----',
].join('\n')

test.for([
  ['a variable', 'DB_PASSWORD=hunter2', `DB_PASSWORD=${mask}`],
  ['a variable without underscore', 'PGPASSWORD=hunter2 psql -h db', `PGPASSWORD=${mask} psql -h db`],
  ['an exported quoted variable', 'export API_KEY="a b c"', `export API_KEY="${mask}"`],
  ['a key of AWS', 'AWS_SECRET_ACCESS_KEY=abc/def+ghi', `AWS_SECRET_ACCESS_KEY=${mask}`],
  ['a key of Rails', 'SECRET_KEY_BASE=0123abcd', `SECRET_KEY_BASE=${mask}`],
  ['a hashed password', 'password_hash=$2b$10$abc', `password_hash=${mask}`],
  ['a password with odd characters', 'DB_PASSWORD=p@ss,w)rd!x', `DB_PASSWORD=${mask}`],
  ['JSON', '{"user":"ada","password":"hunter2","n":1}', `{"user":"ada","password":"${mask}","n":1}`],
  ['JSON with spaces', '{ "apiKey" : "x y" }', `{ "apiKey" : "${mask}" }`],
  ['JSON with an escaped quote', '{"secret":"a\\"b","n":1}', `{"secret":"${mask}","n":1}`],
  ['JSON in a string', '{"body":"{\\"token\\":\\"abc\\"}"}', `{"body":"{\\"token\\":\\"${mask}\\"}"}`],
  ['a number in JSON', '{"passcode":12345678}', `{"passcode":${mask}}`],
  ['JSON that was cut', '{"password":"hunt', `{"password":"${mask}"`],
  ['YAML', 'db:\n  password: hunter2\n  host: db', `db:\n  password: ${mask}\n  host: db`],
  ['YAML with spaces in the value', 'passphrase: Green horse Battery', `passphrase: ${mask}`],
  ['a Python dictionary', "{'token': 'abc'}", `{'token': '${mask}'}`],
  ['a Ruby hash', ':password=>"x1"', `:password=>"${mask}"`],
  ['a query', 'GET /x?user=ada&access_token=abc&n=1', `GET /x?user=ada&access_token=${mask}&n=1`],
  ['a header of its own', 'X-Api-Key: abc123', `X-Api-Key: ${mask}`],
  ['a bearer token', 'Authorization: Bearer abcdef123456', `Authorization: Bearer ${mask}`],
  ['a bearer token in a sentence', 'called with bearer abcdef123456 today', `called with bearer ${mask} today`],
  ['basic credentials', 'got Basic dXNlcjpwYXNz', `got Basic ${mask}`],
  ['a cookie', 'Cookie: sid=abc; theme=dark', `Cookie: ${mask}`],
  ['a URL', 'to https://ada:hunter2@git.example/x', `to https://ada:${mask}@git.example/x`],
  ['a database URL', 'postgres://app:p/w@d@db:5432/shop', `postgres://app:${mask}@db:5432/shop`],
  ['a URL without a user', 'redis://:hunter2@cache:6379', `redis://:${mask}@cache:6379`],
  ['a libpq string', "host=db password='a b' user=app", `host=db password='${mask}' user=app`],
  ['an ADO string', 'Server=db;Pwd=abc;Database=x', `Server=db;Pwd=${mask};Database=x`],
  ['an Azure string', 'AccountName=a;AccountKey=abc==;x=1', `AccountName=a;AccountKey=${mask};x=1`],
  ['an option', 'mysqldump --password hunter2 -h db', `mysqldump --password ${mask} -h db`],
  ['an option with =', 'tool --client-secret=abc --v', `tool --client-secret=${mask} --v`],
  ['a user of curl', 'curl -u ada:hunter2 http://x', `curl -u ada:${mask} http://x`],
  ['a client of MySQL', 'mysqladmin ping -uroot -pS3cret status', `mysqladmin ping -uroot -p${mask} status`],
  ['a client of Redis', 'redis-cli -h cache -a s3cret ping', `redis-cli -h cache -a ${mask} ping`],
  ['sshpass', "sshpass -p 's3cret' ssh ada@host", `sshpass -p '${mask}' ssh ada@host`],
  ['a password file of a proxy', 'ada:$apr1$x7Yz$9aBcDeFgHi, bob', `ada:${mask}, bob`],
  ['a hash of bcrypt', 'got $2y$10$abcdefghijklmnopqrstuv for ada', `got ${mask} for ada`],
  ['a token web', `sent ${jwt} on`, `sent ${mask} on`],
  ['an AWS id', `id AKIA${'ABCDEFGHIJKLMNOP'}.`, `id ${mask}.`],
  ['a GitHub token', `x ghp_${'a1B2'.repeat(9)} y`, `x ${mask} y`],
  ['a GitLab token', `glpat-${'a1B2'.repeat(5)}`, mask],
  ['a Slack token', `xoxb-${'123456789012-abcdef'}`, mask],
  ['a model provider key', `sk-proj-${'a1B2'.repeat(8)}`, mask],
  ['a Google key', `AIza${'a1B2c'.repeat(7)}`, mask],
  ['a private key', `before\n${key}\nafter`, `before\n${mask}\nafter`],
  ['a private key in JSON', JSON.stringify({ k: key }), `{"k":"${mask}"}`],
  ['a private key that was cut', key.slice(0, 60), mask],
  ['a secret after prose', 'login with token: abc123def', `login with token: ${mask}`],
  ['a name broken by an invisible character', 'pass\u200bword=hunter2', `password=${mask}`],
  ['a name broken by a colour', 'pass\u001b[31mword=hunter2', `password=${mask}`],
] as const)('%s is hidden', ([, text, expected]) => {
  expect(redact(text)).toBe(expected)
})

test.for([
  'token expired',
  'mysql -P 3306 -h db -p',
  'price was $5 and $6, see $1',
  'invalid token: expired',
  'password authentication failed for user app',
  'FATAL:  password authentication failed for user "app"',
  'Bearer Authentication failed',
  'basic authentication is required',
  'Password: must be at least eight characters',
  'secret_santa=bob',
  'token_count=512 max_tokens=4096 prompt_tokens: 17',
  'password_file=/run/secrets/db',
  'primary_key=42 foreign_key=7',
  'Unexpected token < in JSON at position 0',
  'SyntaxError: Unexpected token: }',
  'password=',
  'token=null secret=undefined',
  'PWD=/app OLDPWD=/',
  'authorization: failed for user bob',
  'connect to https://db.example:5432/x?ssl=true failed',
  'mail to ada@example.org bounced',
  'image nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'at Object.<anonymous> (/app/src/token.ts:12:5)',
  '2026-01-01T00:00:00.123Z INFO request id=0190a1b2 took 12ms status=200',
  'OOMKilled: true, exit code 137',
  'listening on 0.0.0.0:8080',
  'tab\tand\nline feed stay',
  '-----BEGIN CERTIFICATE-----',
])('stays readable: %s', (text) => {
  expect(redact(text)).toBe(text)
})

test.for([
  ['colours', '\u001b[1;31merror\u001b[0m', 'error'],
  ['a title', '\u001b]0;owned\u0007text', 'text'],
  ['a carriage return that overwrites', 'safe\rrm', 'safe\nrm'],
  ['a line end of Windows', 'a\r\nb', 'a\nb'],
  ['a bell and a null', 'a\u0007\u0000b', 'ab'],
  ['text that runs backwards', 'a\u202egnp', 'agnp'],
] as const)('control characters go: %s', ([, text, expected]) => {
  expect(redact(text)).toBe(expected)
})

const anySecret = fc
  .string({
    unit: fc.constantFrom(...'a b c d e f g h k m n p q r s t A B C D E F G H K M N P 2 3 4 5 6 7 8 9'.split(' ')),
    minLength: 8,
    maxLength: 60,
  })
  .map((text) => `Zq7${text}`)
const anyCarrier = fc.constantFrom<(secret: string) => string>(
  (secret) => `DB_PASSWORD=${secret}`,
  (secret) => `"client_secret": "${secret}"`,
  (secret) => `token: ${secret}`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `mysql://root:${secret}@db/shop`,
  (secret) => `--api-key ${secret}`,
)

test('no secret survives, whatever stands around it', () => {
  const law = fc.property(anySecret, anyCarrier, fc.lorem(), fc.lorem(), (secret, carrier, before, after) => {
    expect(redact(`${before}\n${carrier(secret)}\n${after}`)).not.toContain(secret)
  })
  fc.assert(law, { numRuns: 300 })
})

test('redacting twice changes nothing more', () => {
  const anyPiece = fc.oneof(
    anySecret,
    fc.tuple(anyCarrier, anySecret).map(([carrier, secret]) => carrier(secret)),
    fc.constantFrom(jwt, key, mask, 'password', 'token:'),
  )
  const law = fc.property(fc.array(anyPiece, { maxLength: 8 }), fc.constantFrom(' ', '\n'), (pieces, between) => {
    const once = redact(pieces.join(between))
    expect(redact(once)).toBe(once)
  })
  fc.assert(law, { numRuns: 500 })
})
