import { EngineName } from '@devops-ai/contract'
import { authority } from '@devops-ai/testkit'
import { expect, test } from 'vitest'
import { httpServer } from '../../test/http-server.ts'
import { anId } from '../../test/known-container.ts'
import { EngineRefused, EngineUnreachable } from '../ports.ts'
import { connectEngine } from './connect.ts'

type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>]

/** An engine that answers paths from a table which may change; `cut` ends the connection, and what is missing gets no answer. */
async function fakeEngine(table: Record<string, Answer | 'cut'>) {
  const asked: string[] = []
  const server = await httpServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    asked.push(path)
    const answer = table[path]
    if (!answer) return
    if (answer === 'cut') return void response.destroy()
    const [status, body, headers] = answer
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const engine = connectEngine({
    name: EngineName.parse('fake'),
    url: server.url,
    readDeadlineMs: 30_000,
    changeDeadlineMs: 200,
    now: () => new Date(),
    learn: () => {},
    hear: () => {},
  })
  return {
    engine,
    asked,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

const version = (ApiVersion: string, MinAPIVersion = '1.24'): Answer => [200, { ApiVersion, MinAPIVersion }]

test('the version is asked once and stands in every path', async () => {
  await using fake = await fakeEngine({ '/version': version('1.43'), '/v1.43/containers/json': [200, []] })
  await Promise.all([fake.engine.list(), fake.engine.list()])
  await fake.engine.list()
  expect(fake.asked.filter((path) => path === '/version')).toHaveLength(1)
  expect(fake.engine.apiVersion()).toBe('1.43')
})

test('an engine that speaks none of our versions is refused with both ranges', async () => {
  await using fake = await fakeEngine({ '/version': version('1.40', '1.12') })
  await expect(fake.engine.list()).rejects.toThrow(
    /the engine fake cannot be used: it speaks API 1.12 to 1.40, this gateway 1.41 to/,
  )
})

test('after a broken connection the version is agreed upon anew', async () => {
  const table: Record<string, Answer | 'cut'> = { '/version': version('1.43'), '/v1.43/containers/json': 'cut' }
  await using fake = await fakeEngine(table)
  await expect(fake.engine.list()).rejects.toThrow(EngineUnreachable)
  table['/version'] = version('1.45')
  table['/v1.45/containers/json'] = [200, []]
  expect(await fake.engine.list()).toEqual([])
  expect(fake.engine.apiVersion()).toBe('1.45')
})

test.for([
  ['another shape', [200, [{ Id: 7 }]], /another shape at 0.Id/, 502],
  ['no JSON', [200, '<html>'], /another shape/, 502],
  ['a failure, in its own words', [500, { message: 'out of luck' }], /with 500: out of luck/, 500],
  ['a redirect, which is not followed', [301, '', { location: '/elsewhere' }], /with 301/, 301],
] as const)('an engine that answers %s is refused', async ([, answer, words, status]) => {
  await using fake = await fakeEngine({ '/version': version('1.41'), '/v1.41/containers/json': answer })
  const error = await fake.engine.list().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(EngineRefused)
  expect(error).toMatchObject({ status, message: expect.stringMatching(words) })
  expect(fake.asked).not.toContain('/elsewhere')
})

test('a change that gets no answer is unknown at its deadline and stays open', async () => {
  await using fake = await fakeEngine({ '/version': version('1.41'), '/v1.41/containers/json': [200, []] })
  await fake.engine.list()
  const change = fake.engine.change(anId, { method: 'POST', path: `/containers/${anId}/restart`, query: { t: '1' } })
  await expect(change).rejects.toThrow('it may still run')
  expect(fake.engine.hasOpenChange(anId)).toBe(true)
  await expect.poll(() => fake.asked.filter((path) => path.endsWith('/restart'))).toHaveLength(1)
})

test('an engine that is not there is unreachable, with a sentence', async () => {
  const engine = connectEngine({
    name: EngineName.parse('gone'),
    url: 'unix:///nowhere/docker.sock',
    readDeadlineMs: 200,
    changeDeadlineMs: 200,
    now: () => new Date(),
    learn: () => {},
    hear: () => {},
  })
  await using _ = engine
  await expect(engine.inspect(anId)).rejects.toThrow(/the engine gone did not answer \/version: .*ENOENT/)
  expect(await engine.ping()).toBe(false)
  expect(engine.apiVersion()).toBeNull()
})

test('a port without TLS that is asked with it is said', async () => {
  await using server = await httpServer((_request, response) => response.end())
  const ca = authority('of a test')
  const engine = connectEngine({
    name: EngineName.parse('plain'),
    url: server.url.replace('http:', 'tcp:'),
    tls: { ca: ca.cert, ...ca.issue({ name: 'gateway' }) },
    readDeadlineMs: 5_000,
    changeDeadlineMs: 5_000,
    now: () => new Date(),
    learn: () => {},
    hear: () => {},
  })
  await using _ = engine
  await expect(engine.list()).rejects.toThrow(/does not speak TLS at this port; start it with --tlsverify/)
})

test('an engine that has left us behind: each read says it, and no ping calls it usable', async () => {
  await using fake = await fakeEngine({ '/version': version('1.60', '1.55'), '/_ping': [200, 'OK'] })
  const words =
    'the engine fake cannot be used: it speaks API 1.55 to 1.60, this gateway 1.41 to 1.51; update the gateway'
  for (let time = 0; time < 3; time += 1) await expect(fake.engine.list()).rejects.toThrow(words)
  expect(await fake.engine.ping()).toBe(false)
  expect(fake.engine.apiVersion()).toBeNull()
})
