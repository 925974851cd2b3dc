import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { looksLikeError } from './error-line.ts'
import { logFacts } from './logs.ts'

const lines = (...texts: string[]) => texts.map((text) => ({ stream: 'stderr' as const, text }))
const texts = (of: { data: { lines: { text: string }[] } }) => of.data.lines.map(({ text }) => text)

test.each([
  '2026-01-01 10:00:00 ERROR boom',
  'level=error msg="boom"',
  '{"level":50,"msg":"boom"}',
  'E0102 10:00:00.000 server.go:1] boom',
  '[error] 7#7: *1 connect() failed',
  'Traceback (most recent call last):',
  'panic: runtime error: invalid memory address',
  'java.lang.NullPointerException: x',
  'Error: listen EADDRINUSE: address already in use',
  'FATAL: password authentication failed for user app',
  '127.0.0.1 - "GET / HTTP/1.1" 502 0',
  'INFO worker crashed? level=error',
])('an error: %s', (text) => {
  expect(looksLikeError(text)).toBe(true)
})

test.each([
  'GET /health 200 2ms',
  'listening on 0.0.0.0:8080',
  'INFO no errors found',
  '{"level":"info","msg":"retry after failed attempt"}',
  'checkpoint complete: 0 errors',
  'job done, failed=0 errors: 0',
  'err=nil done',
  'error handling middleware loaded',
  'DEBUG timeout 30s',
  'LOG:  database system is ready to accept connections',
  'timeout set to 30s',
])('no error: %s', (text) => {
  expect(looksLikeError(text)).toBe(false)
})

test('of errors, what stands below one belongs to it', () => {
  const facts = logFacts(lines('ok', 'Error: x', '    at y (z.js:1)', 'ok', '  indented'), {
    errorsOnly: true,
    tail: 100,
    truncated: false,
  })
  expect(texts(facts)).toEqual(['Error: x', '    at y (z.js:1)'])
})

test('the last lines are kept, and a cut is told', () => {
  const facts = logFacts(lines('a', 'b', 'c'), { errorsOnly: false, tail: 2, truncated: true })
  expect(facts).toEqual({ data: { lines: lines('b', 'c'), truncated: true }, text: 'b\nc' })
})

test('lines hold no escape sequences', () => {
  expect(
    texts(
      logFacts(lines('\u001b[1;31mred\u001b[0m\ttab\u0000\u202e'), { errorsOnly: false, tail: 1, truncated: false }),
    ),
  ).toEqual(['red\ttab'])
})

test('no errors is said aloud', () => {
  expect(logFacts(lines('ok'), { errorsOnly: true, tail: 1, truncated: false }).text).toBe(
    'no lines that look like errors',
  )
})

const path = new URL('../../../../../shared/data/log-signatures.jsonl', import.meta.url)
const signatures = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []

test(`real lines of trouble look like errors (${signatures.length || 'absent, none'} read)`, () => {
  const missed = signatures
    .map((row) => z.object({ line: z.string() }).parse(JSON.parse(row)).line)
    .filter((line) => !looksLikeError(line))
  expect(missed).toEqual([])
})
