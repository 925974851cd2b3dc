import { createServer } from 'node:http'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { allHold } from './matchers.ts'
import { alertmanagerSilences, noSilences } from './silences.ts'

const silence = (more: object = {}) => ({
  id: 'b7c1',
  createdBy: 'ada',
  comment: 'new disks',
  startsAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  endsAt: '2026-01-01T02:00:00.000+01:00',
  matchers: [{ name: 'service', value: 'db|cache', isRegex: true, isEqual: true }],
  status: { state: 'active' },
  ...more,
})

async function alertmanager(status: number, body: string) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  const now = () => new Date('2026-01-01T00:30:00.000Z')
  return { asked, silences: alertmanagerSilences(`http://127.0.0.1:${address.port}/am`, { fetch, now }) }
}

test('the silences that are active are read with their matchers, and asked for once in a while', async () => {
  const body = JSON.stringify([
    silence(),
    silence({ status: { state: 'expired' } }),
    silence({ status: { state: 'pending' } }),
  ])
  const { asked, silences } = await alertmanager(200, body)
  const known = await silences()
  await silences()
  expect(asked).toEqual(['/am/api/v2/silences'])
  if (known.kind !== 'known') throw new Error(known.detail)
  expect(known.silences).toMatchObject([{ by: 'ada', comment: 'new disks', ends_at: '2026-01-01T01:00:00.000Z' }])
  const matchers = known.silences[0]?.matchers ?? []
  expect([allHold(matchers, { service: 'cache' }), allHold(matchers, { service: 'web' })]).toEqual([true, false])
})

test('old Alertmanagers know no isEqual, and a matcher that cannot be read silences nothing', async () => {
  const matchers = [{ name: 'service', value: 'db', isRegex: false }]
  const broken = [...matchers, { name: 'a', value: '(', isRegex: true }]
  const { silences } = await alertmanager(200, JSON.stringify([silence({ matchers }), silence({ matchers: broken })]))
  expect(await silences()).toMatchObject({ kind: 'known', silences: [{ by: 'ada' }] })
})

test.for([
  ['an error', 500, 'oops'],
  ['no JSON', 200, '<html>'],
  ['another form', 200, '{"status":"success"}'],
] as const)('%s: nobody knows', async ([, status, body]) => {
  const { silences } = await alertmanager(status, body)
  expect(await silences()).toMatchObject({ kind: 'unknown', detail: expect.stringContaining('Alertmanager') as string })
})

test('no Alertmanager there: nobody knows; none configured: nothing is silenced', async () => {
  const silences = alertmanagerSilences('http://127.0.0.1:1', { fetch, now: () => new Date() })
  expect((await silences()).kind).toBe('unknown')
  expect(await noSilences()).toEqual({ kind: 'known', silences: [] })
})
