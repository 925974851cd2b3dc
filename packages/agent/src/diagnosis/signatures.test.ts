import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recentLines } from './recent.ts'
import { recognise } from './signatures.ts'
import { unreachable } from './unreachable.ts'

const kindOf = (line: string): string | null => {
  const lines = recentLines({ lines: [{ stream: 'stderr', text: line }], truncated: false }, 10)
  return recognise(lines)?.signature.kind ?? null
}

test.for<readonly [string, string]>([
  ['cannot write block 7: No space left on device', 'disk_full'],
  ["sh: can't create /data/x: Read-only file system", 'read_only'],
  ['ERROR: cannot execute UPDATE in a read-only transaction', 'read_only'],
  ['PANIC:  could not locate a valid checkpoint record', 'corrupt_data'],
  ['index 17 is corrupted, rebuild it', 'corrupt_data'],
  ['The files were initialized by PostgreSQL version 15, which is not compatible with this version 16', 'data_version'],
  ['Another process is using this directory', 'data_lock'],
  ['FATAL: password authentication failed for user "app"', 'credentials'],
  ['WRONGPASS invalid username-password pair', 'credentials'],
  ['x509: certificate signed by unknown authority', 'certificate_or_clock'],
  ['listen tcp :80: bind: address already in use', 'address_in_use'],
  ['/app/server: error while loading shared libraries: libssl.so.3', 'bad_image'],
  ['ModuleNotFoundError: No module named "flask"', 'bad_image'],
  ['sh: 1: gunicorn: not found', 'bad_image'],
  ['relation "orders" does not exist', 'migration'],
  ['DATABASE_URL is not set', 'missing_configuration'],
  ['failed to load config: unexpected character', 'missing_configuration'],
  ['Error: EACCES: permission denied, open "/data/a"', 'permission'],
  ['touch: /data/a: Permission denied', 'permission'],
  ["sh: can't fork: Resource temporarily unavailable", 'own_limit'],
  ['vm.max_map_count [65530] is too low', 'host'],
])('"%s" is %s', ([line, kind]) => {
  expect(kindOf(line)).toBe(kind)
})

test.for([
  'GET /orders/no-such-file 404',
  'listening on 0.0.0.0:8080',
  'disk usage 81 %, space left: 12 GB',
  'INFO retried after: No space left on device',
  '{"level":"info","msg":"permission denied for guest, as configured"}',
  'user bob: permission denied for /admin (403)',
  'config loaded from /etc/app.yaml',
  'certificate renewed, valid until 2027',
  'connected to read-only replica 2',
  'session expired for user 17',
  'worker 3 exited, starting another',
  'migrations are up to date',
  'heap out of memory, exiting',
  'FATAL: sorry, too many clients already',
  'checkpoint complete: wrote 3 buffers',
  'running database migrations: 3 done',
])('"%s" is no trouble that outlives a restart', (line) => {
  expect(kindOf(line)).toBeNull()
})

test('of several lines the last one that matters decides', () => {
  expect(recognise(['No space left on device', 'DATABASE_URL is not set', 'bye'])?.signature.kind).toBe(
    'missing_configuration',
  )
})

test('a line of half a megabyte takes no longer than its length', () => {
  const begin = performance.now()
  for (const text of ['x', ' config', 'exec ', 'error corrupt data ']) recognise([text.repeat(500_000 / text.length)])
  expect(performance.now() - begin).toBeLessThan(5_000)
})

const Sample = z.object({ line: z.string(), category: z.string(), restart_helps: z.boolean() })
const samplesFile = new URL('../../../../../shared/data/log-signatures.jsonl', import.meta.url)

test('lines of the field: what a restart mends is not held back, and most of what it does not mend is known', async ({
  annotate,
}) => {
  if (!existsSync(samplesFile)) {
    await annotate('log-signatures.jsonl is not here: the lines of the field were not tried')
    return
  }
  const samples = readFileSync(samplesFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Sample.parse(JSON.parse(line)))
  const held = samples.filter(({ restart_helps }) => restart_helps).filter(({ line }) => kindOf(line) !== null)
  expect(held).toEqual([])
  expect(samples.filter(({ category }) => category === 'decoy').filter(({ line }) => kindOf(line) !== null)).toEqual([])
  const hopeless = samples.filter(({ restart_helps, category }) => !restart_helps && category !== 'decoy')
  const missed = hopeless.filter(({ line }) => kindOf(line) === null && unreachable(line) === null)
  await annotate(
    `known: ${hopeless.length - missed.length} of ${hopeless.length}; not: ${missed.map(({ category }) => category).join(', ')}`,
  )
  expect(missed.length / hopeless.length).toBeLessThan(0.2)
})
