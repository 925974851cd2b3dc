import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { ContainerId, EngineName } from '@devops-ai/contract'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { httpServer } from '../../test/http-server.ts'
import { anId } from '../../test/known-container.ts'
import { EngineUnreachable } from '../ports.ts'
import { connectEngine } from './connect.ts'
import { line } from './line.ts'
import { session } from './session.ts'

vi.setConfig({ testTimeout: 60_000 })
const other = ContainerId.parse('e'.repeat(64))

/** An engine whose containers are not there; it leaves without an answer whatever `hangs` matches. */
async function hangingEngine({ readMs = 300, mostReads = 100 } = {}) {
  const state = { hangs: /^$/, asked: 0 }
  const server = await httpServer((request, response) => {
    const path = request.url ?? ''
    state.asked += 1
    if (state.hangs.test(path)) return
    if (path === '/_ping') response.end('OK')
    else if (path === '/version') response.end(JSON.stringify({ ApiVersion: '1.41', MinAPIVersion: '1.12' }))
    else response.writeHead(404).end('{}')
  })
  const engine = connectEngine({
    name: EngineName.parse('fake'),
    url: server.url,
    readDeadlineMs: readMs,
    changeDeadlineMs: 10_000,
    mostReads,
    now: () => new Date(),
    learn: () => {},
    hear: () => {},
  })
  return {
    url: server.url,
    engine,
    state,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

const sentenceOf = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'an answer',
    (error: unknown) => (error instanceof EngineUnreachable ? error.message : String(error)),
  )
const refused = /has stopped answering: nothing came within 300 ms; it is tried every few seconds/

test('an engine that hangs: after some silence reads are refused without being sent', async () => {
  await using fake = await hangingEngine()
  fake.state.hangs = /./
  await expect.poll(() => sentenceOf(fake.engine.inspect(anId)), { timeout: 10_000 }).toMatch(refused)
  const { asked } = fake.state
  expect(await sentenceOf(fake.engine.inspect(anId))).toMatch(refused)
  expect(await sentenceOf(fake.engine.fetch({ method: 'GET', path: `/containers/${anId}/top`, query: {} }))).toMatch(
    refused,
  )
  expect(fake.state.asked).toBe(asked)
})

test('the first answer that a follower gets lets all others through', async () => {
  await using fake = await hangingEngine()
  fake.state.hangs = /./
  await expect.poll(() => sentenceOf(fake.engine.inspect(anId)), { timeout: 10_000 }).toMatch(refused)
  expect(await sentenceOf(fake.engine.follower.inspect(anId))).toMatch(/did not answer/)
  expect(await sentenceOf(fake.engine.inspect(anId))).toMatch(refused)
  fake.state.hangs = /^$/
  await expect.poll(() => sentenceOf(fake.engine.follower.inspect(anId)), { timeout: 10_000 }).toBe('an answer')
  expect(await sentenceOf(fake.engine.inspect(anId))).not.toMatch(refused)
})

/** A line to a server, by itself. */
const lineTo = (url: string, pingMs: number) =>
  line({
    name: EngineName.parse('fake'),
    address: { origin: url, socketPath: null },
    tls: null,
    pingMs,
    mostReads: 10,
    now: () => new Date(),
  })

test('one container that hangs is not taken for its engine', async () => {
  await using fake = await hangingEngine()
  fake.state.hangs = new RegExp(anId)
  const { wire, guarded } = lineTo(fake.url, 30_000)
  await using _ = wire
  const calls = session(EngineName.parse('fake'), wire, { readMs: 50, pingMs: 30_000 })
  for (let time = 0; time < 5; time += 1)
    expect(await sentenceOf(guarded(calls).read(z.unknown(), `/containers/${anId}/json`))).toMatch(/did not answer/)
  expect(await sentenceOf(guarded(calls).read(z.unknown(), '/never-asked'))).not.toMatch(/stopped answering/)
})

test('reads that wait already fail as soon as the engine is known to hang', async () => {
  await using server = await httpServer(() => undefined)
  const { wire } = lineTo(server.url, 50)
  await using _ = wire
  const waiting = wire.get('/slow', {}, 3_600_000)
  const failing = [wire.get('/quick', {}, 50), wire.get('/quick', {}, 50)].map(sentenceOf)
  await expect(waiting).rejects.toThrow('nothing came within 50 ms')
  await Promise.all(failing)
})

test('when an engine is known to hang, its stream of events is kept and an output that is read ends', async () => {
  const told: ServerResponse[] = []
  await using server = await httpServer((request, response) => {
    if (request.url === '/version') response.end(JSON.stringify({ ApiVersion: '1.41', MinAPIVersion: '1.12' }))
    if (!request.url?.includes('/stream')) return
    told.push(response)
    response.write('one')
  })
  const { wire, guarded } = lineTo(server.url, 50)
  await using _ = wire
  const calls = session(EngineName.parse('fake'), wire, { readMs: 30_000, pingMs: 50 })
  const { signal } = new AbortController()
  const events = (await calls.open('/stream', {}, signal)) ?? expect.fail()
  const output = text((await guarded(calls).open('/stream', {}, signal)) ?? expect.fail())
  const begun = Promise.withResolvers<void>()
  const log = guarded(calls).pour(
    '/stream',
    {},
    {
      deadlineMs: 30_000,
      take: () => {
        begun.resolve()
        return true
      },
    },
  )
  await begun.promise
  await Promise.all([wire.get('/quick', {}, 50), wire.get('/quick', {}, 50)].map(sentenceOf))
  await expect(output).rejects.toThrow('nothing came within 50 ms')
  await expect(log).rejects.toThrow('nothing came within 50 ms')
  for (const response of told) response.end(', two')
  expect(await text(events)).toBe('one, two')
})

test('no more reads than its share are open at once', async () => {
  await using fake = await hangingEngine({ readMs: 2000, mostReads: 2 })
  await fake.engine.ping()
  fake.state.hangs = new RegExp(anId)
  const open = [sentenceOf(fake.engine.inspect(anId)), sentenceOf(fake.engine.inspect(anId))]
  expect(await sentenceOf(fake.engine.inspect(other))).toMatch(/has 2 reads to answer already/)
  expect(await fake.engine.follower.inspect(other)).toBeNull()
  await Promise.all(open)
  expect(await fake.engine.inspect(other)).toBeNull()
})

test('a change is sent even while reads are refused: it is on record already', async () => {
  await using fake = await hangingEngine()
  fake.state.hangs = /./
  await expect.poll(() => sentenceOf(fake.engine.inspect(anId)), { timeout: 10_000 }).toMatch(refused)
  fake.state.hangs = /^$/
  expect(await sentenceOf(fake.engine.inspect(anId))).toMatch(refused)
  const call = { method: 'POST', path: `/containers/${anId}/restart`, query: {} } as const
  const status = () => fake.engine.change(anId, call).then((answer) => answer.status, String)
  await expect.poll(status, { timeout: 10_000 }).toBe(404)
})
