import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { WebhookAnswer } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, tokens, waitFor, type TestAgent } from '../../test/agent.ts'
import { scriptedGateway, type ScriptedGateway } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
let gateway: ScriptedGateway
let agent: TestAgent
beforeAll(async () => {
  postgres = await testPostgres()
  gateway = await scriptedGateway()
  agent = await testAgent(gateway, await postgres.fresh())
})
afterAll(async () => {
  await agent[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

const post = async (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await fetch(`${agent.url}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.watch}`, ...headers },
    body: Buffer.from(body),
  })
  return {
    status: answer.status,
    answer: (await answer.json()) as unknown,
    retryAfter: answer.headers.get('retry-after'),
  }
}
const batch = (name: string, more: object = {}) =>
  JSON.stringify({ version: '4', status: 'firing', alerts: [firing(name, { fingerprint: name, ...more })] })
const stored = { status: 202, answer: { stored: 1, repeated: 0 } }

test.for<readonly [string, string]>([
  ['application/json', 'application/json; charset=utf-8'],
  ['plain text', 'text/plain'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['nonsense', 'json'],
  ['nothing that can be read', ';;,/'],
  ['several parts', 'multipart/form-data'],
])('a body of alerts that is called %s is taken', async ([name, type]) => {
  expect(await post(batch(`type ${name}`), { 'content-type': type })).toMatchObject(stored)
})

test.for<readonly [string, (body: string) => Uint8Array]>([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a body that is packed by %s is taken', async ([coding, pack]) => {
  expect(await post(pack(batch(`packed ${coding}`)), { 'content-encoding': coding })).toMatchObject(stored)
})

test.for<readonly [string, string]>([
  ['null annotations', batch('null annotations', { annotations: null })],
  ['numbers as label values', batch('numbers', { labels: { alertname: 'A', replica: 3, up: true } })],
  ['no start', batch('no start', { startsAt: undefined })],
  ['a start in the year 1', batch('year one', { startsAt: '0001-01-01T00:00:00Z' })],
  ['a start in ten years', batch('ten years', { startsAt: '2036-01-01T00:00:00Z' })],
  ['a start before there were computers', batch('far past', { startsAt: '1400-01-01T00:00:00Z' })],
  ['objects in its labels', batch('nested', { labels: { alertname: 'A', deep: { er: [1, { a: null }] } } })],
  ['a byte order mark', `\ufeff${batch('mark')}`],
  [
    'NUL and halves of surrogate pairs',
    batch('odd', { labels: { 'a\0': '\ud800\0' }, annotations: { '\udfff': '\0' } }),
  ],
  [
    'a key of JavaScript',
    `{"__proto__":{"a":1},"alerts":[{"labels":{"__proto__":"x","alertname":"A"},"fingerprint":"js"}]}`,
  ],
  ['a receiver that is a quoted regexp', `{"receiver":"web\\\\.hook",${batch('quoted').slice(1)}`],
  ['no object around it', `[${JSON.stringify(firing('bare', { fingerprint: 'bare' }))}]`],
])('an alert with %s is stored', async ([, body]) => {
  expect(await post(body)).toMatchObject(stored)
})

test('bytes that are no UTF-8 spoil no alert', async () => {
  const body = Buffer.from(batch('no utf-8', { annotations: { summary: '???' } }))
  body.fill(0xff, body.indexOf('???'), body.indexOf('???') + 3)
  expect(await post(body)).toMatchObject(stored)
})

test.for<readonly [string, string]>([
  ['null', '{"alerts":null}'],
  ['an empty list', '{"alerts":[]}'],
  ['no list at all', '[]'],
])('a batch of alerts that is %s is no fault', async ([, body]) => {
  expect(await post(body)).toMatchObject({ status: 202, answer: { stored: 0, repeated: 0 } })
})

test.for<readonly [string, string, RegExp]>([
  ['empty', '', /empty/],
  ['cut off', batch('cut').slice(0, -5), /end of the body|JSON/],
  ['no JSON', 'alerts: []', /no JSON/],
  ['JSON with something behind it', `${batch('behind')}x`, /no JSON/],
  ['with a comma too many', '{"alerts":[{},]}', /comma/],
  ['about something else', '{"hello":"world"}', /list "alerts"/],
  ['with alerts that are text', '{"alerts":"none"}', /list "alerts"/],
  ['in UTF-16', Buffer.from(batch('utf-16'), 'utf16le').toString('latin1'), /no JSON/],
])('a body that is %s is refused with a reason', async ([, body, reason]) => {
  const { status, answer } = await post(body, { 'content-type': 'application/json' })
  expect([status, answer]).toMatchObject([400, { code: 'invalid_request', detail: expect.stringMatching(reason) }])
})

test.for<readonly [string, Uint8Array, string]>([
  ['is not packed as it says', Buffer.from(batch('not packed')), 'gzip'],
  ['is packed in a way that nobody knows', Buffer.from(batch('unknown')), 'compress'],
])('a body that %s is refused', async ([, body, coding]) => {
  expect(await post(body, { 'content-encoding': coding })).toMatchObject({ status: 400 })
})

test('one bad alert costs none of the others, and the answer says what was not understood', async () => {
  const alerts = [firing('good 1', { fingerprint: 'good 1' }), null, 7, {}, firing('good 2', { fingerprint: 'good 2' })]
  const { status, answer } = await post(JSON.stringify({ alerts, truncatedAlerts: 3 }))
  expect([status, answer]).toEqual([
    202,
    {
      ...{ stored: 2, repeated: 0, left_out: 3 },
      not_understood: {
        count: 3,
        reasons: [
          'alert 1: expected an object, got null',
          'alert 2: expected an object, got a number',
          'alert 3: it has neither labels nor annotations nor a fingerprint',
        ],
      },
    },
  ])
  const metrics = await (await agent.get('/metrics')).text()
  expect(metrics).toMatch(/^alerts_left_out_total 3$/m)
  expect(metrics).toMatch(/^alerts_not_understood_total 3$/m)
})

test('the incident says that its sender cut alerts off', async () => {
  const body = { alerts: [firing('nowhere to be found', { fingerprint: 'cut' })], truncatedAlerts: 15 }
  await post(JSON.stringify(body))
  await waitFor('an incident that says so', async () => {
    const mine = (await agent.incidents()).find(({ name }) => name === 'nowhere to be found')
    const { events } = mine ? await agent.incident(mine.id) : { events: [] }
    return JSON.stringify(events).includes('watch left 15 more alerts out of the same message') ? true : null
  })
})

test('an alert twice in a body, and the body twice, is one', async () => {
  const body = JSON.stringify({
    alerts: [firing('twice', { fingerprint: 't' }), firing('twice', { fingerprint: 't' })],
  })
  expect(await post(body)).toMatchObject({ status: 202, answer: { stored: 2, repeated: 1 } })
  expect(await post(body)).toMatchObject({ status: 202, answer: { stored: 2, repeated: 2 } })
})

const large = (name: string, count: number): string => {
  const alerts = Array.from({ length: count }, (_, place) =>
    firing(name, { fingerprint: `${name} ${place}`, annotations: { summary: 'x'.repeat(400) } }),
  )
  return JSON.stringify({ alerts, status: 'firing' })
}

test('a large body in pieces is stored as a whole', async () => {
  const body = large('large', 4_000)
  expect(await sendInPieces(body)).toMatchObject([202, { stored: 4_000, repeated: 0 }])
  expect(await post(body)).toMatchObject({ status: 202, answer: { stored: 4_000, repeated: 4_000 } })
})

test('of a large body that is broken at its end nothing is stored', async () => {
  const body = large('broken', 4_000)
  expect(await post(body.slice(0, -3))).toMatchObject({ status: 400 })
  expect(await post(`${body.slice(0, -20)},{"a"]}`)).toMatchObject({ status: 400 })
  expect(await post(body)).toMatchObject({ status: 202, answer: { stored: 4_000, repeated: 0 } })
})

test('what is larger than 64 MiB is refused, packed or not, and does not stop the agent', async () => {
  const body = Buffer.alloc(65 * 1024 * 1024, ' ')
  expect(await post(gzipSync(body), { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 })
  expect(await sendInPieces('', 65 * 1024 * 1024)).toMatchObject([413, {}])
  expect(await post(batch('after it'))).toMatchObject(stored)
})

/** In chunks of the length's own, without the whole length said before; or with a length that is said alone. */
async function sendInPieces(body: string, announced?: number): Promise<readonly [number | undefined, unknown]> {
  const length = announced === undefined ? {} : { 'content-length': announced }
  const sent = request(`${agent.url}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.watch}`, ...length },
  })
  for (let at = 0; at < body.length; at += 50_001) sent.write(body.slice(at, at + 50_001))
  if (announced === undefined) sent.end()
  else sent.flushHeaders()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const said = JSON.parse(await text(answer)) as unknown
  sent.destroy()
  return [answer.statusCode, said]
}

test('above two of the largest bodies at once the sender is told to come again', async () => {
  const three = [1, 2, 3].map(() => begin(64 * 1024 * 1024))
  const refused = await Promise.any(three.map((sent) => once(sent, 'response') as Promise<[IncomingMessage]>))
  expect([refused[0].statusCode, refused[0].headers['retry-after']]).toEqual([503, '2'])
  expect(await post(batch('too many'))).toMatchObject({ status: 503, answer: { code: 'overloaded' }, retryAfter: '2' })
  for (const one of three) one.destroy()
  await waitFor('room', async () => ((await post(batch('room again'))).status === 202 ? true : null))
})

test('a body that is never ended does not hold up the end of the agent', async () => {
  const other = await testAgent(gateway, await postgres.fresh())
  const sent = begin(1_000, other.url)
  // What it hears meanwhile, an error or an answer of 503, is by the way.
  const over = new Promise((end) => sent.once('close', end))
  await waitFor('the agent to read', async () => (sent.socket?.bytesWritten ? true : null))
  await other[Symbol.asyncDispose]()
  await over
})

/** Begins a body of that length and never ends it. */
function begin(length: number, url = agent.url) {
  const sent = request(`${url}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.watch}`, 'content-length': length },
  })
  sent.on('error', () => {})
  sent.write('{')
  return sent
}

const folder = new URL('../../../../../shared/data/alertmanager-payloads/', import.meta.url)

test('every captured body is stored, to the last alert', async ({ annotate }) => {
  if (!existsSync(folder)) {
    await annotate('alertmanager-payloads is not here: no captured body was sent')
    return
  }
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.schema.json'))) {
    const captured = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>
    const body = (captured['body'] ?? captured) as { readonly alerts: readonly unknown[]; truncatedAlerts?: number }
    const { status, answer } = await post(JSON.stringify(body), { 'content-type': 'application/json' })
    const { stored: count, not_understood, left_out } = WebhookAnswer.parse(answer)
    expect([file, status, count, not_understood, left_out ?? 0]).toEqual([
      ...[file, 202, body.alerts.length, undefined],
      body.truncatedAlerts ?? 0,
    ])
  }
})
