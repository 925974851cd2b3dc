import { type ContainerBaseline, ContainerId, EngineName, type ServiceBaseline } from '@devops-ai/contract'
import { changeOf, type EngineCall, type Operation } from '@devops-ai/operations'
import { anyOperation } from '@devops-ai/operations/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EngineUnreachable } from '../ports.ts'
import { assertChange, assertRead, openChanges } from './change.ts'

const id = ContainerId.parse('b'.repeat(64))
const engine = EngineName.parse('local')
const specification = { Name: 'web', TaskTemplate: { ForceUpdate: 0 }, Mode: { Replicated: { Replicas: 1 } } }
const aService: ServiceBaseline = {
  ...{ object: 'service', version: 7, replicas: 1, force_update: 0, image: 'web:1' },
  ...{ has_previous: true, update_state: null, configuration: null },
}
const aContainer: ContainerBaseline = {
  ...{ object: 'container', status: 'running', health: 'none', started_at: '', finished_at: '', restart_count: 0 },
  ...{ image_id: '', auto_remove: false, memory_bytes: 0, nano_cpus: 0, pids_limit: 0, restart_policy: 'no' },
  ...{ networks: [], configuration: null },
}

test('every change of the closed set is a call that may be sent', () => {
  fc.assert(
    fc.property(anyOperation, (operation: Operation) => {
      const change = changeOf(operation)
      const service = operation.kind.startsWith('service.')
      const reached = { id: service ? 's'.repeat(25) : id, network: 'e'.repeat(64), specification }
      if (change)
        expect(() => assertChange(change.call(operation, reached, service ? aService : aContainer))).not.toThrow()
    }),
  )
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
  expect(() => assertChange(call)).toThrow('this gateway sends no')
})

test('a read is a GET, and the wait for an end', () => {
  expect(() => assertRead({ method: 'GET', path: '/info', query: {} })).not.toThrow()
  expect(() => assertRead({ method: 'POST', path: `/containers/${id}/wait`, query: {} })).not.toThrow()
  expect(() => assertRead({ method: 'POST', path: `/containers/${id}/stop`, query: {} })).toThrow('sends no')
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
