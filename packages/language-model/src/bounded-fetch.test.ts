import { expect, test } from 'vitest'
import { boundedFetch } from './bounded-fetch.ts'

const answering =
  (text: string): typeof fetch =>
  async () =>
    new Response(text, { status: 201, headers: { 'x-kept': 'yes' } })

test('an answer within the limit comes as it is', async () => {
  const response = await boundedFetch(5, answering('12345'))('http://model/')
  expect([response.status, response.headers.get('x-kept'), await response.text()]).toEqual([201, 'yes', '12345'])
})

test('an answer beyond the limit fails while it is read', async () => {
  const response = await boundedFetch(5, answering('123456'))('http://model/')
  await expect(response.text()).rejects.toThrow('larger than 5 bytes')
})

test('no redirect is followed: a key goes to the configured address alone', async () => {
  const seen: unknown[] = []
  const recording: typeof fetch = async (_, init) => {
    seen.push(init?.redirect)
    return new Response(null, { status: 204 })
  }
  expect((await boundedFetch(5, recording)('http://model/')).status).toBe(204)
  expect(seen).toEqual(['error'])
})
