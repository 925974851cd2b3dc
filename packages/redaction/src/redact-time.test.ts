import { expect, test } from 'vitest'
import { redact } from './redact.ts'

const megabyte = 1_000_000
const filled = (piece: string): string => piece.repeat(Math.ceil(megabyte / piece.length)).slice(0, megabyte)

// A pattern that backtracks needs minutes for these, a linear one a fraction of a second.
const milliseconds = 10_000

test.for([
  'a',
  'token',
  'token=',
  'token=no,',
  'token: no ',
  'password: abc def ghi\n',
  '\n                                        password: no',
  '"password":"',
  "password='\\'",
  'password=\\"',
  'a-',
  '--token ',
  'eyJ',
  'eyJaaaaaaaa.',
  'sk-',
  'sk-aaaaaaaaaaaaaaaaa',
  'a://b:',
  'redis://a:',
  'https://aaaaaaaaaaaaaaaaaa',
  'https://a:b@',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\nAAAA\n!',
  '-----BEGIN ',
  'Bearer ',
  'mysql -',
  'mysql ',
  'redis-cli -a',
  'redis-cli ',
  '$2y$',
  'Bearer aaaaaaaa',
  'cookie: ',
  '\u001b[',
  '\u001b]',
  '\u009b0',
  '-u a:',
  '{"log":"2026-01-01T00:00:00Z INFO request served in 12ms","token":"abc"}\n',
])('a megabyte of %j takes linear time', { timeout: 60_000 }, (piece) => {
  const begun = performance.now()
  redact(filled(piece))
  expect(performance.now() - begun).toBeLessThan(milliseconds)
})
