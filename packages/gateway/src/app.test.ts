import type { Source } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { pino } from 'pino'
import { tokens } from '../test/configured.ts'
import { asking } from '../test/requests.ts'
import { approver, holdChanges, indexed, local, operator, world, type World } from '../test/world.ts'
import { buildApp } from './app.ts'
import { metrics } from '@devops-ai/gateway-telemetry'
import { hashToken } from '@devops-ai/gateway-settings'

const authorization = `Bearer ${tokens.operator}`
const known = { ...operator, token_sha256: hashToken(tokens.operator) }

/** The HTTP server on a world of fakes. */
async function served(
  it: World = world(),
  limits: { readonly ratePerMinute?: number; readonly maxActiveRequests?: number } = {},
  sources: readonly Source[] = [known],
) {
  const app = await buildApp({
    gateway: it.gateway,
    deps: { ...it.deps, sources },
    engines: [{ name: local, url: 'unix:///nowhere', required: true, stop_timeout_seconds: 1, only_label: null }],
    metrics: metrics({ containers: () => it.containers, frozen: () => false, waiting: () => 0 }),
    interpreterHealth: () => ({ name: 'offline', self_test: 'passed', detail: '' }),
    log: pino({ level: 'silent' }),
    ratePerMinute: 1_000,
    maxActiveRequests: 10,
    version: 'test',
    commandTimeoutSeconds: 60,
    ...limits,
  })
  const post = (payload: string | object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/execute-docker-command',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      payload,
    })
  return { app, it, post }
}

const restart = (name = 'shop') => asking('restart the service', {}, { target_resource: { name } })
const big = JSON.stringify({ ...restart(), padding: 'x'.repeat(1_000_000) })
const without = (field: string): object =>
  Object.fromEntries(Object.entries(restart()).filter(([name]) => name !== field))

const bad: readonly (readonly [string, string | object, number, string, RegExp])[] = [
  [
    'an empty intent',
    { ...restart(), action_request: { intent: ' ' } },
    400,
    'invalid_request',
    /action_request\.intent/,
  ],
  [
    'an intent of 3,000 characters',
    { ...restart(), action_request: { intent: 'x'.repeat(3_000) } },
    400,
    'invalid_request',
    /2000|2,000/,
  ],
  [
    'a context of 17 kB',
    { ...restart(), action_request: { intent: 'restart', context: 'é'.repeat(8_500) } },
    400,
    'invalid_request',
    /context/,
  ],
  ['a body of 1 MB', big, 413, 'body_too_large', /too large/],
  ['invalid JSON', '{"source_id": ', 400, 'invalid_request', /JSON/],
  ['JSON that poisons prototypes', '{"__proto__": {"x": 1}}', 400, 'invalid_request', /JSON/],
  ['no body', '', 400, 'invalid_request', /body/],
  ['a body that is a list', '[]', 400, 'invalid_request', /expected object/],
  ['a missing target', without('target_resource'), 400, 'invalid_request', /target_resource/],
  ['an unknown field', { ...restart(), force: true }, 400, 'invalid_request', /force/],
  [
    'a name that begins like a flag',
    { ...restart(), target_resource: { name: '-v' } },
    400,
    'invalid_request',
    /target_resource\.name/,
  ],
  ['a name that is a path', { ...restart(), target_resource: { name: '../shop' } }, 400, 'invalid_request', /name/],
  [
    'a priority that does not exist',
    { ...restart(), action_request: { intent: 'restart', priority: 'ASAP' } },
    400,
    'invalid_request',
    /priority/,
  ],
  ['an unknown service', restart('nobody'), 404, 'unknown_target', /nobody/],
  ['an ambiguous name', restart('twins'), 400, 'ambiguous_target', /2 containers/],
  ['another source in the body', { ...restart(), source_id: 'somebody-else' }, 403, 'other_source', /somebody-else/],
  ['a command of a model with a mount', asking('docker run -v /:/h busybox'), 403, 'never_run', /run/],
]

test.for(bad)('%s gets its status and sentence, and nothing runs', async ([, body, status, code, detail]) => {
  const twin = { service: 'twins', project: 'shop' }
  const { post, it } = await served(
    world([
      indexed('shop', '1'),
      indexed('twins-1', '2', twin),
      indexed('twins-2', '3', { ...twin, project: 'other' }),
    ]),
  )
  const reply = await post(body)
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(reply.json()).toMatchObject({ status, code, detail: expect.stringMatching(detail) })
  expect(reply.statusCode).toBe(status)
  expect(it.engine.changes).toEqual([])
  expect(it.journal.bodies).toMatchObject([{ type: 'refusal', source_id: 'operator', code }])
})

test.for([
  ['no token', {}],
  ['a wrong token', { authorization: 'Bearer wrong' }],
  ['another scheme', { authorization: 'Basic b3BlcmF0b3I6' }],
] as const)('%s is refused before the body is read', async ([, headers]) => {
  const { app, it } = await served()
  const reply = await app.inject({ method: 'POST', url: '/execute-docker-command', headers, payload: big })
  expect(reply.statusCode).toBe(401)
  expect(reply.headers['www-authenticate']).toBe('Bearer')
  expect(reply.json()).toMatchObject({ code: 'unauthenticated' })
  await app.inject({ method: 'GET', url: '/no-such-page', headers })
  await app.close()
  expect(it.journal.bodies).toMatchObject([{ type: 'unauthenticated', count: 2 }])
})

test('a change through HTTP, its id in the header', async () => {
  const { post, app, it } = await served()
  const { request_id: _, ...nameless } = restart()
  const reply = await post(nameless, { 'idempotency-key': 'from-the-header' })
  expect(reply.json()).toMatchObject({ request_id: 'from-the-header', overall_status: 'success' })
  const state = await app.inject({ url: '/operations/from-the-header', headers: { authorization } })
  expect(state.json()).toMatchObject({ state: 'done', answer: { overall_status: 'success' } })
  expect(await post(restart(), { 'idempotency-key': 'another-one' })).toMatchObject({ statusCode: 400 })
  expect(it.engine.changes).toHaveLength(1)
})

test('the journal being full is 503, with a time to come back', async () => {
  const { post, app, it } = await served()
  it.journal.isFull = true
  const reply = await post(restart())
  expect([reply.statusCode, reply.json().code, Number(reply.headers['retry-after']) > 0]).toEqual([
    503,
    'journal_unavailable',
    true,
  ])
  expect(await app.inject({ url: '/health' })).toMatchObject({ statusCode: 503, body: '{"status":"failure"}' })
  const health = await app.inject({ url: '/health', headers: { authorization } })
  expect(health.json()).toMatchObject({
    detail: ['the journal cannot be written: no space left on device'],
    journal: { writable: false },
  })
})

test('a source that asks too often is told when to come back', async () => {
  const { post } = await served(world(), { ratePerMinute: 2 })
  const statuses = [await post(restart()), await post(restart()), await post(restart())]
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429])
  expect(statuses[2]?.json()).toMatchObject({ code: 'rate_limited' })
  expect(Number(statuses[2]?.headers['retry-after'])).toBeGreaterThan(0)
})

test('what one source asks too often costs another nothing', async () => {
  const other = { ...approver, token_sha256: hashToken(tokens.approver) }
  const { post, app } = await served(world(), { ratePerMinute: 1 }, [known, other])
  expect([await post(restart()), await post(restart())].map(({ statusCode }) => statusCode)).toEqual([200, 429])
  const asked = await app.inject({ url: '/whoami', headers: { authorization: `Bearer ${tokens.approver}` } })
  expect([asked.statusCode, asked.json().source_id]).toEqual([200, approver.id])
})

test('a full gateway takes no more', async () => {
  const { post, it } = await served(world(), { maxActiveRequests: 1 })
  const held = holdChanges(it)
  const first = post(restart())
  await held.sent
  const second = await post(restart())
  expect([second.statusCode, second.json().code, second.headers['retry-after']]).toEqual([503, 'overloaded', '1'])
  held.letGo()
  expect((await first).statusCode).toBe(200)
})

test('what a refusal repeats of a request is redacted', async () => {
  const { post } = await served()
  const reply = await post({ ...restart(), 'password=hunter2hunter2': true })
  expect(reply.json()).toMatchObject({ code: 'invalid_request', detail: expect.stringContaining('password') })
  expect(reply.body).not.toContain('hunter2hunter2')
})

test('an error of ours is 500 and says nothing of its inside', async () => {
  const { post, it } = await served()
  Object.assign(it.engine, { inspect: () => Promise.reject(new TypeError('secret detail')) })
  const reply = await post(restart())
  expect(reply.statusCode).toBe(500)
  expect(reply.body).not.toContain('secret detail')
})

test.for([
  ['/whoami', { source_id: 'operator', kind: 'person', roles: [] }],
  ['/targets', { targets: [{ name: 'shop', autonomy: 'auto', protected: false }], stale_engines: [] }],
  ['/journal?after=-1', { entries: [], head: -1 }],
  ['/policies', { version: 'test', policies: [] }],
  [
    '/health',
    {
      status: 'success',
      engines: [{ name: 'local', answers: true, verbs: expect.arrayContaining(['container.restart']) }],
      interpreter: { name: 'offline', self_test: 'passed' },
    },
  ],
] as const)('%s tells a source', async ([url, body]) => {
  const { app } = await served()
  expect((await app.inject({ url, headers: { authorization } })).json()).toMatchObject(body)
})

test.for([
  ['/nothing-here', 404, 'not_found'],
  ['/operations/never-was-there', 404, 'unknown_operation'],
  ['/operations/x', 400, 'invalid_request'],
  ['/journal', 400, 'invalid_request'],
  ['/journal?after=x', 400, 'invalid_request'],
] as const)('%s is a problem document', async ([url, status, code]) => {
  const { app } = await served()
  const reply = await app.inject({ url, headers: { authorization } })
  expect([reply.statusCode, reply.json().code]).toEqual([status, code])
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
})

test.for([
  ['an unknown field', { operation: 'container.list', force: true }, /force/],
  ['neither operation nor words', {}, /either an operation or an intent/],
  [
    'a target that is there with effects',
    { operation: 'container.stop', target: { name: 'shop' }, effects: {} },
    /computed/,
  ],
  ['a source of nobody', { operation: 'container.list', source_id: 'nobody' }, /no source "nobody"/],
] as const)('a question about policy with %s is 400', async ([, payload, detail]) => {
  const { app } = await served()
  const reply = await app.inject({ method: 'POST', url: '/policies/explain', headers: { authorization }, payload })
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_request'])
  expect(reply.json().detail).toMatch(detail)
})

test('without a token there are one word of health and the description of the routes, and nothing else', async () => {
  const { app } = await served()
  const open = await Promise.all(['/health', '/openapi.json', '/docs/', '/'].map((url) => app.inject({ url })))
  expect(open.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 302])
  const closed = await Promise.all(
    ['/metrics', '/whoami', '/targets', '/journal?after=-1', '/operations/some-id-of-mine', '/policies'].map((url) =>
      app.inject({ url }),
    ),
  )
  expect(closed.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401, 401])
})

test('the description is OpenAPI 3.1 and names every route', async () => {
  const { app } = await served()
  const description = (await app.inject({ url: '/openapi.json' })).json()
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.paths).toSorted()).toEqual([
    '/approvals',
    '/approvals/{id}',
    '/engines',
    '/execute-docker-command',
    '/freeze',

    '/health',
    '/journal',
    '/metrics',
    '/operations/{request_id}',
    '/policies',
    '/policies/explain',
    '/targets',
    '/whoami',
  ])
  expect(Object.keys(description.components.schemas)).toEqual(expect.arrayContaining(['ExecuteAnswer', 'Problem']))
})

test('metrics are there by the names that were promised', async () => {
  const { app, post } = await served()
  await post(restart())
  const text = (await app.inject({ url: '/metrics', headers: { authorization } })).body
  for (const name of [
    'gateway_requests_total',
    'gateway_request_duration_seconds',
    'gateway_command_generation_total',
    'gateway_command_execution_total',
    'gateway_active_requests',
    'container_state',
  ]) {
    expect(text).toContain(`# TYPE ${name} `)
  }
  expect(text).toContain('gateway_requests_total{source_id="operator",status="200"} 1')
})
