import type { Baseline, ServiceBaseline } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from './operation.ts'
import { changeOf, isChange, operations } from './operations.ts'
import type { EngineCall } from './definition.ts'
import { aContainer, aService } from './testing/a-baseline.ts'
import { anyOperation } from './testing/any-operation.ts'

const id = 'a'.repeat(64)
const network = 'b'.repeat(64)
const now = new Date('2026-01-01T00:00:00.000Z')
const specification = { Name: 'web', TaskTemplate: { ForceUpdate: 3 }, Mode: { Replicated: { Replicas: 2 } } }

const before = ({ kind }: Operation): Baseline => (operations[kind].about === 'service' ? aService() : aContainer())

/** All calls that this package can ask an engine to make. */
const closedSet = {
  changes: [
    /^POST \/containers\/ID\/(?:start|stop|restart|pause|unpause|kill|update)$/,
    /^DELETE \/containers\/ID$/,
    /^POST \/networks\/NETWORK\/(?:connect|disconnect)$/,
    /^POST \/services\/ID\/update$/,
  ],
  reads: [
    /^GET \/containers\/json$/,
    /^GET \/containers\/ID\/(?:json|logs|stats|top|changes)$/,
    /^POST \/containers\/ID\/wait$/,
    /^GET \/(?:networks|volumes|services|nodes|tasks|info|version|events|images\/json|system\/df)$/,
    /^GET \/(?:networks|volumes|services|nodes)\/ID$/,
    /^GET \/images\/ID\/(?:json|history)$/,
    /^GET \/services\/ID\/logs$/,
  ],
}

const shape = ({ method, path }: EngineCall): string =>
  `${method} ${path.replaceAll(id, 'ID').replaceAll(network, 'NETWORK')}`

/** The calls of a read, whichever way it reads. */
function callsOf(operation: Operation): readonly EngineCall[] {
  const definition = operations[operation.kind]
  if (definition.access === 'change') return []
  const { reading } = definition
  switch (reading.from) {
    case 'answers':
      return Object.values(reading.calls(operation, id))
    case 'log':
      return [reading.call(operation, id, now)]
    case 'events':
      return [reading.call(operation, now)]
  }
}

test('a change is one call of the closed set, with full ids', () => {
  fc.assert(
    fc.property(anyOperation.filter(isChange), (operation) => {
      const call = changeOf(operation)?.call(operation, { id, network, specification }, before(operation))
      expect(closedSet.changes.some((known) => call && known.test(shape(call)))).toBe(true)
    }),
  )
})

test('a read is calls of the closed set, which change nothing', () => {
  fc.assert(
    fc.property(
      anyOperation.filter((operation) => !isChange(operation)),
      (operation) => {
        const calls = callsOf(operation)
        expect(calls.length).toBeGreaterThan(0)
        for (const call of calls) {
          expect(call.body).toBeUndefined()
          expect(closedSet.reads.filter((known) => known.test(shape(call)))).toHaveLength(1)
        }
      },
    ),
  )
})

const call = (operation: Operation, state: Baseline = before(operation)): EngineCall | undefined =>
  changeOf(operation)?.call(operation, { id, network, specification }, state)

test('a time-out is told to the engine, zero too', () => {
  expect(call({ kind: 'container.stop', timeout_seconds: 0 })?.query).toEqual({ t: '0' })
})

test('a removal spares volumes and what runs', () => {
  expect(call({ kind: 'container.remove' })?.query).toEqual({ v: '0', force: '0' })
})

test('an update says what was asked for and nothing else', () => {
  expect(call({ kind: 'container.update', cpus: 0.29, restart_policy: 'on-failure:3' })?.body).toEqual({
    NanoCpus: 290_000_000,
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
  })
  expect(call({ kind: 'container.update', memory_bytes: 64 * 1024 ** 2, pids_limit: -1 })?.body).toEqual({
    Memory: 64 * 1024 ** 2,
    PidsLimit: -1,
  })
})

test('a service is updated at the version it was read at, with all of its specification but for one value', () => {
  const state: ServiceBaseline = aService({ version: 17, force_update: 3 })
  const query = { version: '17' }
  expect(call({ kind: 'service.scale', replicas: 5 }, state)).toMatchObject({
    query,
    body: { ...specification, Mode: { Replicated: { Replicas: 5 } } },
  })
  expect(call({ kind: 'service.force-update' }, state)).toMatchObject({
    query,
    body: { ...specification, TaskTemplate: { ForceUpdate: 4 } },
  })
  expect(call({ kind: 'service.rollback' }, state)).toMatchObject({
    query: { ...query, rollback: 'previous' },
    body: specification,
  })
})

test('what is unknown in a specification is given back as it came', () => {
  const body = fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z]{4,12}$/), fc.jsonValue(), { noNullPrototype: true })
  fc.assert(
    fc.property(body, (unknown) => {
      const operation: Operation = { kind: 'service.rollback' }
      const whole = { ...unknown, ...specification, TaskTemplate: { ...unknown, ForceUpdate: 3 } }
      const made = changeOf(operation)?.call(operation, { id, network, specification: whole }, aService())
      expect(made?.body).toEqual(whole)
    }),
  )
})

test('a network that was not resolved is a bug, and no call', () => {
  const operation: Operation = { kind: 'network.disconnect', network: 'shop' }
  expect(() => changeOf(operation)?.call(operation, { id, network: null, specification: null }, aContainer())).toThrow(
    'network',
  )
})
