import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mask } from '../mask.ts'
import { redaction } from '../redact.ts'
import { knownSecrets } from './known-secrets.ts'

const knowing = (named: Readonly<Record<string, string>>, lines: readonly string[] = []) => {
  const secrets = knownSecrets()
  secrets.learn('shop', () => ({ named: Object.entries(named), lines }))
  return secrets
}

const secret = 'S3cret/horse+staple=7'
const { hide } = knowing({ DB_PASSWORD: secret })
const base64 = (text: string): string => Buffer.from(text).toString('base64')

test.for([
  ['as it is', `connected with ${secret} today`, `connected with ${mask} today`],
  ['within a word', `x${secret}y`, `x${mask}y`],
  ['in JSON', JSON.stringify({ dsn: secret }), `{"dsn":"${mask}"}`],
  ['in hex', `0x${Buffer.from(secret).toString('hex')}.`, `0x${mask}.`],
  ['in capitals of hex', Buffer.from(secret).toString('hex').toUpperCase(), mask],
  ['in base64', `got ${base64(secret)}!`, `got ${mask}!`],
  ['in base64 for URLs', `got ${Buffer.from(secret).toString('base64url')}!`, `got ${mask}!`],
  ['in base64, behind one letter', base64(`a${secret} and more`), mask],
  ['in base64, behind two letters', base64(`ab${secret}`), mask],
  ['in base64 between other things', `k: ${base64(`user:${secret}\n`)}, next`, `k: ${mask}, next`],
  ['in a URL', `https://x/?p=${encodeURIComponent(secret)}&q=1`, `https://x/?p=${mask}&q=1`],
  ['in a URL in small letters', encodeURIComponent(secret).toLowerCase().replace('s3', 'S3'), mask],
  ['in a URL, each byte of it', secret.replaceAll(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`), mask],
] as const)('a secret of the environment is hidden %s', ([, text, hidden]) => {
  expect(hide(text)).toBe(hidden)
})

test('a secret with blanks and letters of all kinds is hidden in a form', () => {
  const { hide } = knowing({ passphrase: 'grün wie Gras 7' })
  const form = new URLSearchParams({ p: 'grün wie Gras 7' }).toString()
  expect(hide(form)).toBe(`p=${mask}`)
  expect(hide(encodeURIComponent('grün wie Gras 7'))).toBe(mask)
})

test.for([
  ['a variable that is called a key', { STRIPE_KEY: 'live4f7a2b9c' }, [], 'live4f7a2b9c'],
  ['a password in the URL of a variable', { DATABASE_URL: 'postgres://app:tr0mbone@db/shop' }, [], 'tr0mbone'],
  ['a token by its shape', { SETTINGS: `a=ghp_${'a1B2'.repeat(9)}` }, [], `ghp_${'a1B2'.repeat(9)}`],
  ['what only a machine writes', { CANARY: 'q7Zp2LxV9tRb4WnK8sYd' }, [], 'q7Zp2LxV9tRb4WnK8sYd'],
  ['a label', { 'com.example.api-token': 'Hx93kd02' }, [], 'Hx93kd02'],
  ['an option', {}, ['server --port 80 --admin-password Gr4nite'], 'Gr4nite'],
  ['a word of a command that only a machine writes', {}, ['run q7Zp2LxV9tRb4WnK8sYd now'], 'q7Zp2LxV9tRb4WnK8sYd'],
  ['a value in quotes', { API_TOKEN: '"k9-w8-v7"' }, [], 'k9-w8-v7'],
  ['one of several tokens', { API_TOKENS: 'first-token-1234,second-token-5678' }, [], 'second-token-5678'],
  [
    'a line of a key',
    { TLS_KEY: `-----BEGIN PRIVATE KEY-----\n${'aB3d'.repeat(16)}\n-----END PRIVATE KEY-----` },
    [],
    'aB3d'.repeat(16),
  ],
] as const)('%s is known by where it stands', ([, named, lines, value]) => {
  expect(knowing(named, lines).hide(`it was <${value}>`)).toBe(`it was <${mask}>`)
})

test.for([
  ['a word', { POSTGRES_PASSWORD: 'postgres' }, 'the user postgres of the database postgres'],
  ['a state', { X_TOKEN: 'running', Y_TOKEN: 'unless-stopped' }, 'running unless-stopped'],
  ['what is too short', { PASSWORD: 'a1b2' }, 'a1b2'],
  ['a remark', { API_TOKEN: 'undefined' }, 'undefined'],
  ['a number that could be anything', { PIN_TOKEN: '1234567' }, 'took 1234567 ns'],
  ['a path', { AUTH_TOKEN: '/run/secrets/token' }, 'reading /run/secrets/token'],
  ['a public key', { GPG_KEY: 'E3FF2839C048B25C084D', PRIMARY_KEY: 'order_id_17' }, 'E3FF2839C048B25C084D order_id_17'],
  [
    'a digest, a version, a place',
    { GIT_SHA: 'f00f1234'.repeat(5), VERSION: '1.2.3-rc.4', HOME: '/home/app' },
    `${'f00f1234'.repeat(5)} 1.2.3-rc.4 /home/app`,
  ],
  ['a class', { MAIN: 'org.example.Shop2Application' }, 'org.example.Shop2Application'],
  ['a short secret within a longer word', { API_TOKEN: 'abc123' }, 'xabc123y abc1234'],
] as const)('%s is not hidden', ([, named, text]) => {
  expect(knowing(named).hide(text)).toBe(text)
})

test('where nothing is known, nothing changes', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(knownSecrets().hide(text)).toBe(text)
    }),
  )
})

const anySecret = fc.string({
  unit: fc.constantFrom(...Array.from('abcXYZ0189-_.!$%&/()=+ é')),
  minLength: 12,
  maxLength: 60,
})

test('no secret of the environment is in what is hidden, in any form, whatever stands around it', () => {
  fc.assert(
    fc.property(anySecret, fc.string(), fc.string(), (body, before, after) => {
      const value = `9${body}Q`.replaceAll('  ', ' -')
      const it = knowing({ DB_PASSWORD: value })
      const bytes = Buffer.from(value)
      const url = encodeURIComponent(value)
      for (const form of [value, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url'), url])
        expect(it.hide(`${before} ${form} ${after}`)).not.toContain(form)
      const around = Buffer.from(before + value + after).toString('base64')
      expect(Buffer.from(it.hide(around), 'base64').toString()).not.toContain(value)
    }),
  )
})

test('hiding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constant(secret), fc.constant(base64(secret)))), (parts) => {
      const once = hide(parts.join(''))
      expect(hide(once)).toBe(once)
    }),
  )
})

test('what was learned of a thing is not read again, and the first is forgotten when there are too many', () => {
  const secrets = knownSecrets({ mostOwners: 3, mostPrograms: 3, mostCharacters: 1_000_000 })
  let read = 0
  const learn = (owner: string): void =>
    secrets.learn(owner, () => {
      read += 1
      return { named: [['PASSWORD', `secret-of-${owner}`]], lines: [] }
    })
  for (const owner of ['a1', 'a1', 'b2', 'c3', 'd4']) learn(owner)
  expect(read).toBe(4)
  expect(secrets.hide('secret-of-a1 secret-of-d4')).toBe(`secret-of-a1 ${mask}`)
})

test('memory is bounded: secrets too many together are forgotten from the first on, never the last', () => {
  const secrets = knownSecrets({ mostOwners: 1_000, mostPrograms: 3, mostCharacters: 2_000 })
  for (let owner = 0; owner < 100; owner += 1)
    secrets.learn(String(owner), () => ({ named: [['PASSWORD', `secret-number-${owner}`]], lines: [] }))
  expect(secrets.hide('secret-number-0, secret-number-99')).toBe(`secret-number-0, ${mask}`)
})

test('redaction hides what is known within text and JSON, and what names give away besides', () => {
  const { text, json } = redaction(hide)
  expect(text(`password=x1y2z3 and ${secret}`)).toBe(`password=${mask} and ${mask}`)
  expect(json({ lines: [`to ${secret}`], [secret]: 1 })).toEqual({ lines: [`to ${mask}`], [mask]: 1 })
})

const megabyte = 1_000_000
test.for(['a', '%41', 'S3cr', 'S3cret/horse+staple=', 'UzNjcmV0', 'UzNjcmV0L2hvcnNl', '% ', '%', ' '])(
  'a megabyte of %j takes linear time',
  { timeout: 60_000 },
  (piece) => {
    const text = piece.repeat(Math.ceil(megabyte / piece.length))
    const begun = performance.now()
    hide(text)
    expect(performance.now() - begun).toBeLessThan(10_000)
  },
)
