import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownSecrets } from './known/known-secrets.ts'
import { redaction } from './redact.ts'
import { cleanLines } from './testing/clean-lines.ts'

/** A redaction that knows secrets, as it does beside containers: weak ones too, which are words of every log. */
const secrets = knownSecrets()
secrets.learn('db', () => ({
  named: [
    ['POSTGRES_PASSWORD', 'postgres'],
    ['MYSQL_ROOT_PASSWORD', 'root'],
    ['RABBITMQ_DEFAULT_PASS', 'guest'],
    ['GRAFANA_PASSWORD', 'admin'],
    ['APP_SECRET', 'development'],
    ['REDIS_PASSWORD', 'Gr4nite-9k2'],
    ['API_TOKEN', 'q7Zp2LxV9tRb4WnK8sYd'],
    ['SESSION_KEY', '0123456789abcdef'],
  ],
  lines: ['redis-server --requirepass Gr4nite-9k2'],
}))
const { text } = redaction(secrets.hide)

const mostTouched = 0.02
const touched = (lines: readonly string[]): readonly string[] => lines.filter((line) => text(line) !== line)

test('of clean lines of many programs fewer than two in a hundred are touched', () => {
  const lines = cleanLines(4)
  expect(lines.length).toBeGreaterThanOrEqual(500)
  const wrong = touched(lines)
  expect([wrong.length / lines.length < mostTouched, wrong.slice(0, 10)]).toEqual([true, wrong.slice(0, 10)])
})

test('that is so as well where they stand together with secrets that lines beside them give away', () => {
  const lines = cleanLines(4)
  const beside = [
    'login with password=Orders-2026 failed',
    'GET /x?access_token=t0ken-9f8e&n=1',
    'redis://:a1b2c3d4@cache',
  ]
  const program = redaction(secrets.hide, secrets.heardOf).saidBy('shop')
  const shown = program
    .text([...beside, ...lines].join('\n'))
    .split('\n')
    .slice(beside.length)
  const wrong = lines.filter((line, at) => shown[at] !== line)
  expect([wrong.length / lines.length < mostTouched, wrong.slice(0, 10)]).toEqual([true, wrong.slice(0, 10)])
})

const path = new URL('../../../../shared/data/log-signatures.jsonl', import.meta.url)
const signatures: readonly string[] = existsSync(path)
  ? readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => String(JSON.parse(line).line))
  : []

test(`of real error lines fewer than two in a hundred are touched (${signatures.length || 'absent, none'} read)`, () => {
  const wrong = touched(signatures)
  expect([wrong.length <= signatures.length * mostTouched, wrong]).toEqual([true, wrong])
})
