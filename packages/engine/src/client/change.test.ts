import { ContainerId, EngineName } from '@devops-ai/contract'
import { changeOf, type EngineCall, kinds, Operation } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { EngineUnreachable } from '../ports.ts'
import { changedBy, openChanges } from './change.ts'

const id = ContainerId.parse('b'.repeat(64))
const engine = EngineName.parse('local')

test('every change of the closed set is a call that may be sent', () => {
  const calls = kinds.flatMap((kind) => {
    const operation = Operation.safeParse({ kind })
    const change = operation.success ? changeOf(operation.data) : null
    return operation.success && change ? [change.call(operation.data, id)] : []
  })
  expect(calls).toHaveLength(5)
  for (const call of calls) expect(changedBy(call)).toBe(id)
})

test.for([
  ['a removal', 'POST', `/containers/${id}/remove`],
  ['an exec', 'POST', `/containers/${id}/exec`],
  ['a name', 'POST', '/containers/web/restart'],
  ['a short id', 'POST', '/containers/bbbbbbbbbbbb/restart'],
  ['a path that climbs', 'POST', `/containers/${id}/../x/restart`],
  ['a read', 'GET', `/containers/${id}/restart`],
] as const)('%s is never sent', ([, method, path]) => {
  const call: EngineCall = { method, path, query: {} }
  expect(() => changedBy(call)).toThrow('this gateway sends no')
})

test('past the deadline a change is unknown and stays open until the engine answers', async () => {
  const changes = openChanges(engine, 10)
  const answer = Promise.withResolvers<{ status: number; text: string }>()
  await expect(changes.waitFor(id, 'restart', answer.promise)).rejects.toThrow(EngineUnreachable)
  expect(changes.has(id)).toBe(true)
  answer.resolve({ status: 204, text: '' })
  await answer.promise
  await Promise.resolve()
  expect(changes.has(id)).toBe(false)
})

test('a late failure disturbs nobody', async () => {
  const changes = openChanges(engine, 10)
  const answer = Promise.withResolvers<{ status: number; text: string }>()
  await expect(changes.waitFor(id, 'restart', answer.promise)).rejects.toThrow('may still run')
  answer.reject(new Error('the connection is gone'))
  await expect.poll(() => changes.has(id)).toBe(false)
})

test('two open changes are both waited for', async () => {
  const changes = openChanges(engine, 1000)
  const first = Promise.withResolvers<{ status: number; text: string }>()
  const second = Promise.withResolvers<{ status: number; text: string }>()
  const both = [changes.waitFor(id, 'pause', first.promise), changes.waitFor(id, 'pause', second.promise)]
  first.resolve({ status: 204, text: '' })
  await both[0]
  expect(changes.has(id)).toBe(true)
  second.resolve({ status: 409, text: 'already paused' })
  expect(await both[1]).toEqual({ status: 409, text: 'already paused' })
  expect(changes.has(id)).toBe(false)
})
