import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPostgres, waitFor } from '../../test/agent.ts'
import { databaseProxy } from '../../test/database-proxy.ts'
import type { Clock } from '../ports.ts'
import { workAlone } from './alone.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

/** Pauses of this clock are over at once, so that patience is spent quickly. */
const hasty: Clock = {
  now: () => new Date(),
  after(_milliseconds, callback) {
    const timer = setTimeout(callback, 1)
    return () => clearTimeout(timer)
  },
}
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

test('a database is held by one agent, and free again when that one is gone', async () => {
  const url = await postgres.fresh()
  const deps = { clock: hasty, log: quiet, onLost: () => {} }
  {
    await using _first = await workAlone(url, deps)
    await expect(workAlone(url, deps)).rejects.toThrow('another agent works on this database')
  }
  await using _next = await workAlone(url, deps)
})

test('a session that broke is opened again; whoever took the database meanwhile keeps it, and that is told once', async () => {
  const url = await postgres.fresh()
  await using proxy = await databaseProxy(url)
  const lost: string[] = []
  const deps = { clock: hasty, log: quiet, onLost: (sentence: string) => void lost.push(sentence) }
  await using _first = await workAlone(proxy.url, deps)
  await proxy.cut()
  await proxy.mend()
  await waitFor('the lock to be held again', async () =>
    workAlone(url, deps).then(
      (other) => other[Symbol.asyncDispose]().then(() => null),
      () => true,
    ),
  )
  expect(lost).toEqual([])
  await proxy.cut()
  await using _second = await workAlone(url, deps)
  await proxy.mend()
  await waitFor('the loss to be told', async () => (lost.length > 0 ? true : null))
  expect(lost).toEqual([expect.stringContaining('another agent works on this database')])
})
