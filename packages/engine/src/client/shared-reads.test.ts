import { EngineName } from '@devops-ai/contract'
import type { EngineCall } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { httpServer } from '../../test/http-server.ts'
import { anId } from '../../test/known-container.ts'
import { connectEngine } from './connect.ts'

/** An engine whose every answer is how many questions it has had about that place. */
async function countingEngine(name = 'fake') {
  const asked = new Map<string, number>()
  const server = await httpServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine')
    if (pathname === '/_ping') return response.end('OK')
    if (pathname === '/version') return response.end(JSON.stringify({ ApiVersion: '1.41', MinAPIVersion: '1.12' }))
    const place = `${request.method} ${pathname.replace('/v1.41', '')}?${searchParams}`
    asked.set(place, (asked.get(place) ?? 0) + 1)
    return response.end(JSON.stringify({ Config: { Tty: true }, of: `${name} ${place}`, asked: asked.get(place) }))
  })
  const engine = connectEngine({
    name: EngineName.parse('fake'),
    url: server.url,
    readDeadlineMs: 30_000,
    changeDeadlineMs: 30_000,
    now: () => new Date(),
    learn: () => {},
    hear: () => {},
  })
  await engine.ping()
  return {
    engine,
    asked,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

const get = (path: string, query: Readonly<Record<string, string>> = {}): EngineCall => ({ method: 'GET', path, query })
const crowd = <T>(ask: () => Promise<T>): Promise<readonly T[]> => Promise.all(Array.from({ length: 20 }, ask))

test('many who ask the same at once cost the engine two looks', async () => {
  await using fake = await countingEngine()
  const [first, ...others] = await crowd(() => fake.engine.fetch(get('/containers/json')))
  expect(new Set(others).size).toBe(1)
  expect(others).not.toContain(first)
  expect([...fake.asked]).toEqual([['GET /containers/json?', 2]])
})

test('so do many who read the same output; another question is another place', async () => {
  await using fake = await countingEngine()
  const of = { object: 'container', id: anId } as const
  const path = `/containers/${anId}/logs`
  const [tails] = await Promise.all([
    crowd(() => fake.engine.log(of, get(path, { tail: '5' }), 100)),
    crowd(() => fake.engine.log(of, get(path, { tail: '6' }), 100)),
    crowd(() => fake.engine.log(of, get(path, { tail: '6' }), 200)),
  ])
  expect(tails[19]?.lines).toMatchObject([{ text: expect.stringContaining('"Tty"') }])
  expect(fake.asked.get(`GET ${path}?tail=5`)).toBe(2)
  expect(fake.asked.get(`GET ${path}?tail=6`)).toBe(4)
})

test('who waits for something to happen, and who follows the engine, asks for himself', async () => {
  await using fake = await countingEngine()
  const wait = { method: 'POST', path: `/containers/${anId}/wait`, query: {} } as const
  await crowd(() => fake.engine.fetch(wait, { patient: true }))
  await crowd(() => fake.engine.follower.fetch(get('/containers/json')))
  expect([...fake.asked.values()]).toEqual([20, 20])
})

test('who asks about something else, or another engine, gets its own answer', async () => {
  await using here = await countingEngine('here')
  await using there = await countingEngine('there')
  const paths = [`/containers/${anId}/top`, `/containers/${'e'.repeat(64)}/top`, '/containers/json']
  const asking = [here, there].flatMap((fake) => paths.map((path) => ({ fake, path })))
  const answers = await Promise.all(asking.map(({ fake, path }) => crowd(() => fake.engine.fetch(get(path)))))
  for (const [place, crowded] of answers.entries()) {
    const { fake, path } = asking[place] ?? expect.fail()
    const of = `${fake === here ? 'here' : 'there'} GET ${path}?`
    for (const answer of crowded) expect(answer).toMatchObject({ json: { of } })
    expect(fake.asked.get(`GET ${path}?`)).toBe(2)
  }
})
