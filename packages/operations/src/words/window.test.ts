import { expect, test } from 'vitest'
import { windowIn } from './window.ts'

test.each([
  ['the last hour', ' logs from the last hour', 3600, null],
  ['some minutes', ' logs of the past 10 minutes', 600, null],
  ['a duration in one word', ' logs since 1h30m', 5400, null],
  ['two units', ' logs since 1 hour and 30 minutes', 5400, null],
  ['a fraction', ' logs of the last 0.5 hour', 1800, null],
  ['a time ago', ' logs since an hour ago', 3600, null],
  ['a worth of it', ' hour worth of logs', 3600, null],
  ['an end alone', ' logs until 5 minutes ago', null, 300],
  ['an end in other words', ' logs older than 2h', null, 7200],
  ['both ends', ' logs from 2 hours ago until 1 hour ago', 7200, 3600],
  ['both ends as docker has them', ' logs --since 3h --until 2h', 10_800, 7200],
  ['both ends with one unit', ' logs between 3 and 2 hours ago', 10_800, 7200],
  ['both ends, the later first', ' logs between 5 and 10 minutes ago', 600, 300],
  ['no time', ' logs of web', null, null],
] as const)('%s is found', (_, text, since, until) => {
  expect(windowIn(text)).toMatchObject({ since, until })
})

test('what is left is the text without the time', () => {
  expect(windowIn(' errors in the last 10 minutes please')).toMatchObject({ rest: ' errors please' })
})

test.each([
  ['a time that ends before it begins', ' logs from 1h ago until 2h ago'],
  ['more than a year', ' logs of the last 60 weeks'],
])('%s is refused', (_, text) => {
  expect(windowIn(text)).toMatchObject({ ok: false, code: 'invalid_request' })
})
