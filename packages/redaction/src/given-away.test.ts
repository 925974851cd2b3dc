import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownSecrets } from './known/known-secrets.ts'
import { mask } from './mask.ts'
import { redact, redaction } from './redact.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const hex = (text: string): string => Buffer.from(text).toString('hex')
const percent = (text: string): string => hex(text).replaceAll(/../g, (byte) => `%${byte}`)
const forms = [(text: string) => text, base64, (text: string) => base64(`app:${text}@`), hex, percent]

const secret = 'hors-4staple!'

test.for([
  ['a name', `SMTP_LOGIN_PASSWORD=${secret}`, secret],
  ['a field of JSON', JSON.stringify({ password: 'a"4\\b"9' }), 'a"4\\b"9'],
  ['a shape', `with glpat-${'a1B2'.repeat(5)}`, `glpat-${'a1B2'.repeat(5)}`],
  ['a URL', 'amqp://app:s3cr3t-w0rd@queue', 's3cr3t-w0rd'],
  ['a URL in which it is percent-encoded', `amqp://app:${encodeURIComponent('a/4 b?9')}@queue`, 'a/4 b?9'],
  ['a cookie', 'Set-Cookie: sid=4f9aQ7x2Lm8Zr1; HttpOnly', '4f9aQ7x2Lm8Zr1'],
  ['an option', `backup --passphrase ${secret} --to s3`, secret],
  ['a key', `-----BEGIN PRIVATE KEY-----\n${'aB3d'.repeat(16)}\n-----END PRIVATE KEY-----`, 'aB3d'.repeat(16)],
] as const)('what %s gives away is hidden in all of the text, in every form', ([, line, value]) => {
  for (const form of forms) {
    for (const text of [`got ${form(value)}\n${line}`, `${line}\ngot ${form(value)}`]) {
      expect(redact(text)).not.toContain(form(value))
      const lines = redaction((text) => text).json({ lines: text.split('\n').map((text) => ({ text })) })
      expect(JSON.stringify(lines)).not.toContain(JSON.stringify(form(value)).slice(1, -1))
    }
  }
})

test('what a key of JSON and an option of a list give away is hidden in the other strings', () => {
  const { json } = redaction((text) => text)
  expect(json({ said: `as ${base64(secret)}`, password: secret })).toEqual({ said: `as ${mask}`, password: mask })
  expect(json({ command: ['x', '--token', secret], said: hex(secret) })).toEqual({
    command: ['x', '--token', mask],
    said: mask,
  })
})

test.for([
  ['a word', 'password=postgres', 'the database postgres is ready'],
  ['a time', 'token=2026-01-01T00:00:00Z', 'started at 2026-01-01T00:00:00Z'],
  ['a path', 'secret=/run/secrets/db', 'reading /run/secrets/db'],
  ['a small number', 'passcode=12345', 'took 12345 ms'],
  ['a mask', `cookie: sid=${mask}; theme=dark`, `cookies are called sid=${mask}`],
] as const)('%s is hidden where it stands, and nowhere else', ([, line, other]) => {
  expect(redact(`${line}\n${other}`).split('\n')[1]).toBe(other)
})

test('of one program it is remembered: what it encodes alone, later on, is hidden too', () => {
  const { saidBy } = redaction((text) => text, knownSecrets().heardOf)
  saidBy('shop').json({ lines: [{ text: `SMTP_LOGIN_PASSWORD=${secret}` }] })
  for (const form of forms) expect(saidBy('shop').text(`got ${form(secret)} once more`)).toBe(`got ${mask} once more`)
  expect(saidBy('shop').json([base64(secret)])).toEqual([mask])
})

test('what one program says hides nothing of what is told of another one, or of none', () => {
  const secrets = knownSecrets()
  const { saidBy, text } = redaction(secrets.hide, secrets.heardOf)
  saidBy('hostile').text('token="connection refused by 10.0.0.7:5432"')
  const evidence = 'connection refused by 10.0.0.7:5432'
  expect([saidBy('hostile').text(evidence), saidBy('shop').text(evidence), text(evidence)]).toEqual([
    mask,
    evidence,
    evidence,
  ])
})

test('words of others about a program hide what it gave away, and teach nothing', () => {
  const { saidBy, about } = redaction((text) => text, knownSecrets().heardOf)
  saidBy('shop').text(`SMTP_LOGIN_PASSWORD=${secret}`)
  const words = `got ${base64(secret)}, token=10.0.0.7:5432 and ${base64('10.0.0.7:5432')}`
  expect(about('shop').text(words)).toBe(`got ${mask}, token=${mask} and ${mask}`)
  expect(saidBy('shop').text('refused by 10.0.0.7:5432')).toBe('refused by 10.0.0.7:5432')
})

test('memory is bounded: of the programs the one that gave away nothing for longest is forgotten', () => {
  const { saidBy } = redaction(
    (text) => text,
    knownSecrets({ mostOwners: 1, mostPrograms: 2, mostCharacters: 1_000 }).heardOf,
  )
  const tell = (program: string, at: number): string => saidBy(program).text(`token=word-${at}x`)
  tell('a', 1)
  tell('b', 1)
  tell('a', 2)
  tell('c', 1)
  const said = 'word-1x'
  expect(['a', 'b', 'c'].map((program) => saidBy(program).text(said))).toEqual([mask, said, mask])
})

test('memory is bounded: of the secrets of one program the oldest are forgotten, never the last', () => {
  const { saidBy } = redaction((text) => text, knownSecrets().heardOf)
  for (let at = 0; at < 2_000; at += 1) saidBy('chatty').text(`token=w${at}-${at}x`)
  expect(saidBy('chatty').text('w0-0x and w1999-1999x')).toBe(`w0-0x and ${mask}`)
})

test('no secret that stands beside its name survives in any form, whatever stands around', () => {
  const anySecret = fc
    .string({ unit: fc.constantFrom(...Array.from('abcXYZ0189-_.!$%/()+')), minLength: 8, maxLength: 40 })
    .map((text) => `9${text}Q`)
  const law = fc.property(anySecret, fc.lorem(), fc.nat({ max: forms.length - 1 }), (value, words, which) => {
    const form = forms[which] ?? hex
    expect(redact(`${words}\n${form(value)}\nDB_PASSWORD=${value}\n${words}`)).not.toContain(form(value))
  })
  fc.assert(law, { numRuns: 500 })
})

test('redacting twice changes nothing more, also where something is given away', () => {
  const pieces = fc.constantFrom(
    ...[
      `token=${secret}`,
      secret,
      base64(secret),
      hex(secret),
      percent(secret),
      `x-${secret}token=b7c8d9`,
      mask,
      'token:',
    ],
  )
  const law = fc.property(fc.array(pieces, { maxLength: 8 }), fc.constantFrom(' ', '\n'), (parts, between) => {
    const once = redact(parts.join(between))
    expect(redact(once)).toBe(once)
  })
  fc.assert(law, { numRuns: 500 })
})

const filled = (piece: (at: number) => string): string =>
  Array.from({ length: Math.ceil(500_000 / piece(0).length) }, (_, at) => piece(at)).join('')

test.for([
  ['new tokens', (at: number) => `token=t${at}x `],
  ['tokens that begin alike', (at: number) => `token=aaaaaaa${at} ${'a'.repeat(28)}`],
  ['tokens of which each is longer', (at: number) => `token=9${'a'.repeat(6 + (at % 300))} ${'9aaaaaaa'.repeat(20)}`],
  ['long tokens', (at: number) => `token=${'Zq7'.repeat(1_000)}${at}\n`],
  ['percent-encoded ones', (at: number) => `token=a%4${at % 9}b${at}%41x &`],
  ['keys', (at: number) => `-----BEGIN PRIVATE KEY-----\nAAAA${at}bcdefghijk\n-----END PRIVATE KEY-----\n`],
] as const)('half a megabyte of %s takes linear time', { timeout: 60_000 }, ([, piece]) => {
  const text = filled(piece)
  const begun = performance.now()
  redact(text)
  expect(performance.now() - begun).toBeLessThan(10_000)
})
