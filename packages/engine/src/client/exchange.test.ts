import type { ServerResponse } from 'node:http'
import { Pool } from 'undici'
import { expect, test } from 'vitest'
import { httpServer } from '../../test/http-server.ts'
import { exchange, pour } from './exchange.ts'

const get = (path: string) => ({ method: 'GET' as const, path })

/** A server that answers `/two-pieces` in two, `/piece` with one and no end, `/gone` with 404; of others it only tells. */
async function served(connections = 4) {
  const told: ServerResponse[] = []
  const server = await httpServer(({ url = '' }, response) => {
    told.push(response)
    if (url.startsWith('/gone')) response.writeHead(404).end('no such thing')
    if (url.startsWith('/piece')) response.write('one')
    if (url.startsWith('/two-pieces')) {
      const [first, second] = [Buffer.from('€').subarray(0, 1), Buffer.from('€').subarray(1)]
      response.write(first, () => response.end(second))
    }
  })
  const pool = new Pool(server.url, { connections })
  return {
    pool,
    told,
    async [Symbol.asyncDispose]() {
      await pool.destroy()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('an answer in pieces is one text, also where a piece ends within a character', async () => {
  await using server = await served()
  expect(await exchange(server.pool, get('/two-pieces'), 60_000)).toMatchObject({ status: 200, text: '€' })
})

test('what is given up while it waits for a connection is never sent', async () => {
  await using server = await served(1)
  const first = exchange(server.pool, get('/never'), 60_000)
  await expect.poll(() => server.told.length, { timeout: 20_000 }).toBe(1)
  await expect(exchange(server.pool, get('/late'), 20)).rejects.toThrow('nothing came within 20 ms')
  server.told[0]?.end('now')
  expect(await first).toMatchObject({ text: 'now' })
  expect(await exchange(server.pool, get('/gone'), 60_000)).toMatchObject({ status: 404, text: 'no such thing' })
  expect(server.told).toHaveLength(2)
})

test('a pool that is gone rejects', async () => {
  await using server = await served()
  await server.pool.destroy()
  await expect(exchange(server.pool, get('/gone'), 60_000)).rejects.toThrow(/destroyed/)
})

test('a connection that breaks within an answer rejects', async () => {
  await using server = await served()
  const answer = exchange(server.pool, get('/piece'), 60_000)
  await expect.poll(() => server.told.length, { timeout: 20_000 }).toBe(1)
  server.told[0]?.destroy()
  await expect(answer).rejects.toThrow(/other side closed|terminated|ECONNRESET/)
})

test.for([
  ['a sink that has enough ends the reading', 60_000, false],
  ['what a sink has taken when its time is up is an answer that was cut', 300, true],
] as const)('%s', async ([, deadlineMs, wantsMore]) => {
  await using server = await served()
  const taken: string[] = []
  const take = (piece: Uint8Array): boolean => {
    taken.push(String(Buffer.from(piece)))
    return wantsMore
  }
  expect(await pour(server.pool, get('/piece'), { deadlineMs, take })).toEqual({ status: 200, text: '', isCut: true })
  expect(taken).toEqual(['one'])
})

test('a sink is given nothing of an answer that is no success', async () => {
  await using server = await served()
  const take = (): boolean => expect.fail('it was given something')
  expect(await pour(server.pool, get('/gone'), { deadlineMs: 60_000, take })).toEqual({
    status: 404,
    text: 'no such thing',
    isCut: false,
  })
})
