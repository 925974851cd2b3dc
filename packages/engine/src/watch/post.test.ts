import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { httpServer } from '../../test/http-server.ts'
import { webhookOf } from './alert.ts'
import { postNowhere, postTo } from './post.ts'

const body = webhookOf([])
const never = new AbortController().signal

test('the body goes to the whole URL with the token, over one connection', async () => {
  const seen: unknown[] = []
  await using server = await httpServer((request, response) => {
    void json(request).then((sent) => {
      seen.push({ url: request.url, method: request.method, token: request.headers.authorization, sent })
      response.writeHead(202).end('{"stored":0,"repeated":0}')
    })
  })
  await using poster = postTo({ url: `${server.url}/webhook/alerts?from=watch`, token: 'secret' })
  expect(await poster.post(body, never)).toEqual({ ok: true })
  expect(await poster.post(body, never)).toEqual({ ok: true })
  expect(seen[0]).toEqual({ url: '/webhook/alerts?from=watch', method: 'POST', token: 'Bearer secret', sent: body })
  expect(server.connections()).toBe(1)
})

test.for([503, 404, 301])('%d is not taken, and says so', async (status) => {
  await using server = await httpServer((_, response) => void response.writeHead(status).end())
  await using poster = postTo({ url: `${server.url}/x`, token: 't' })
  expect(await poster.post(body, never)).toEqual({
    ok: false,
    reason: `${server.url}/x answered ${status}, expected 2xx`,
  })
})

test('a receiver that is not there is a reason, not an exception, and the token is not in it', async () => {
  await using poster = postTo({ url: 'http://127.0.0.1:1/x', token: 'secret' })
  const delivered = await poster.post(body, never)
  expect(delivered).toMatchObject({ ok: false })
  expect(JSON.stringify(delivered)).not.toContain('secret')
})

test('it ends with the signal', async () => {
  await using server = await httpServer(() => undefined)
  await using poster = postTo({ url: server.url, token: 't' })
  const stop = new AbortController()
  const delivered = poster.post(body, stop.signal)
  stop.abort()
  expect(await delivered).toMatchObject({ ok: false })
})

test('nobody to post to: everything counts as taken', async () => {
  expect(await postNowhere.post(body, never)).toEqual({ ok: true })
})
