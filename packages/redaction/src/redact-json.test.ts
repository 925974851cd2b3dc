import { expect, test } from 'vitest'
import { mask } from './mask.ts'
import { redaction } from './redact.ts'

const redactJson = redaction((text) => text).json

test.for([
  ['a value of a secret name', { password: 'x', n: 1 }, { password: mask, n: 1 }],
  ['a number of a secret name', { passcode: 1234 }, { passcode: mask }],
  [
    'the value of an option in a list',
    { command: ['psql', '--password', 'x y', '--host', 'db', '--token', '--verbose'] },
    { command: ['psql', '--password', mask, '--host', 'db', '--token', '--verbose'] },
  ],
  ['a string somewhere inside', { a: [{ b: 'API_KEY=x' }] }, { a: [{ b: `API_KEY=${mask}` }] }],
  [
    'a label',
    { labels: { 'com.example.db-password': 'x', team: 'shop' } },
    { labels: { 'com.example.db-password': mask, team: 'shop' } },
  ],
] as const)('%s is hidden', ([, value, expected]) => {
  expect(redactJson(value)).toEqual(expected)
})

test('what JSON does not know is left out, and every key is only a key', () => {
  const value = JSON.parse('{"__proto__": {"password": "x"}}')
  expect(JSON.stringify(redactJson(value))).toBe(`{"__proto__":{"password":"${mask}"}}`)
  expect(redactJson({ gone: undefined, list: [undefined] })).toEqual({ list: [null] })
})

test('what is no secret stays as it is', () => {
  const value = {
    verdict: 'healthy',
    probes: [{ exit_code: 0, output: 'ok' }],
    error: '',
    limit: null,
    token: '',
    up: true,
  }
  expect(redactJson(value)).toEqual(value)
})

test('a private key is hidden in all the lines that hold it', () => {
  const lines = [
    'starting',
    '-----BEGIN PRIVATE KEY-----',
    'MIIEvQIBADANBgkqhkiG9w0B',
    'AQEFAASCBKcwggSjAgEAAoIB',
    '-----END PRIVATE KEY-----',
    'ready',
  ]
  const hidden = redactJson({ lines: lines.map((text) => ({ stream: 'stdout', text })) })
  expect(JSON.stringify(hidden)).not.toMatch(/MIIE|AQEF/)
  expect(hidden).toMatchObject({ lines: [{ text: 'starting' }, {}, {}, {}, {}, { stream: 'stdout', text: 'ready' }] })
})

test('a key that never ends does not hide the lines behind it', () => {
  expect(
    redactJson(['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0B', 'the server is ready to take requests']),
  ).toEqual([mask, mask, 'the server is ready to take requests'])
})
