import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { docs } from './docs.ts'
import { httpServer, type Http } from './server.ts'

class Silent extends Error {}

async function served(): Promise<{ app: Http; faults: string[] }> {
  const faults: string[] = []
  const app = await httpServer({
    name: 'the clock',
    about: { title: 'A clock', version: '1', description: 'Tells the time.' },
    options: { bodyLimit: 1_024 },
    refusalOf: (error) =>
      error instanceof Silent ? { ok: false, code: 'database_unavailable', detail: 'the shelf is silent' } : null,
    failed: (_request, _refusal, fault) => {
      if (fault) faults.push(fault.message)
    },
  })
  app.post('/broken', async () => {
    throw new Error('the secret spring broke')
  })
  app.post('/silent', async () => {
    throw new Silent()
  })
  await docs(app)
  return { app, faults }
}

test('an error of ours tells its inside to the log alone', async () => {
  const { app, faults } = await served()
  const reply = await app.inject({ method: 'POST', url: '/broken' })
  expect(reply.statusCode).toBe(500)
  expect(reply.json()).toMatchObject({ code: 'internal', detail: 'the clock made an error; its log says more' })
  expect(faults).toEqual(['the secret spring broke'])
})

test.for([
  ['an error that a service knows', '/silent', '{}', 503, /the shelf is silent/],
  ['a body above the limit', '/silent', `"${'x'.repeat(2_000)}"`, 413, /expected at most 1 KiB/],
  ['a body that is not JSON', '/silent', '{', 400, /not JSON/],
  ['a route that is not there', '/nowhere?token=x', '{}', 404, /^there is no POST \/nowhere; /],
] as const)('%s is a problem document in plain words', async ([, url, payload, status, detail]) => {
  const { app, faults } = await served()
  const headers = { 'content-type': 'application/json' }
  const reply = await app.inject({ method: 'POST', url, payload, headers })
  expect(reply.statusCode).toBe(status)
  expect(reply.headers['content-type']).toBe('application/problem+json')
  expect(reply.json().detail).toMatch(detail)
  expect(faults).toEqual([])
})

test('the root leads to a page that describes the service', async () => {
  const { app } = await served()
  expect((await app.inject({ url: '/' })).headers.location).toBe('/docs')
  expect((await app.inject({ url: '/openapi.json' })).json().info).toMatchObject({ title: 'A clock', version: '1' })
})

test('every answer, a problem too, tells a browser to be careful with it', async () => {
  const { app } = await served()
  for (const url of ['/openapi.json', '/nowhere'])
    expect((await app.inject({ url })).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    })
})

const head = 'POST /broken HTTP/1.1\r\nhost: clock\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n'
test.for([
  ['a connection that says nothing', ''],
  ['half a head', head],
  ['a body that is never ended', `${head}\r\n{`],
] as const)('%s does not hold up the end of the server', async ([, written]) => {
  const { app } = await served()
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  const socket = connect(port, '127.0.0.1')
  const over = new Promise((end) => socket.once('close', end))
  socket.on('error', () => {}).write(written)
  socket.resume()
  await pause(100)
  await app.close()
  await over
})

test('what was received whole is answered before the server ends', async () => {
  const { app } = await served()
  const asked = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  app.get('/slow', async () => {
    asked.resolve()
    await answered.promise
    return { it: 'is late' }
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const status = new Promise((told) => request(`${url}/slow`, ({ statusCode }) => told(statusCode)).end())
  await asked.promise
  const closed = app.close()
  await pause(50)
  answered.resolve()
  expect(await status).toBe(200)
  await closed
})
