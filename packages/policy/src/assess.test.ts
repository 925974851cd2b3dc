import { type ContainerBaseline, ContainerId } from '@devops-ai/contract'
import { followersOf, type IndexedContainer } from '@devops-ai/engine'
import { changeOf, Operation } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { aContainer } from '../../operations/src/testing/a-baseline.ts'
import { assess } from './assess.ts'
import { containerOf } from './testing/questions.ts'

const idOf = (digit: string): ContainerId => ContainerId.parse(digit.repeat(64))
const indexed = (name: string, digit: string, more: Partial<IndexedContainer> = {}): IndexedContainer =>
  containerOf({}, { id: idOf(digit), name, service: null, project: null, health: 'none', ...more })

const project = { project: 'shop' }
const api = indexed('shop-api-1', '1', { service: 'api', health: 'unhealthy', ...project })
const healthy = indexed('shop-api-1', '1', { service: 'api', health: 'healthy', ...project })
const web = indexed('shop-web-1', '2', { service: 'web', dependsOn: ['api'], ...project })
const sidecar = indexed('sidecar', '3', { networkOf: idOf('1') })
const stranger = indexed('elsewhere-web-1', '4', { service: 'web', dependsOn: ['api'], project: 'elsewhere' })
const twin = indexed('shop-api-2', '5', { service: 'api', health: 'healthy', ...project })

const effects = (
  kind: string,
  container = healthy,
  all = [container, web, sidecar, stranger],
  status: ContainerBaseline['status'] = 'running',
  autoRemove = false,
) => {
  const before = aContainer({ status, auto_remove: autoRemove })
  const operation = Operation.parse({ kind })
  const change = changeOf(operation) ?? expect.fail()
  return assess(change, operation, { subject: container, before, all, isProtected: ({ name }) => name === 'guarded' })
}

test('whoever depends on it or lives in its network is named', () => {
  expect(effects('container.restart').effects.dependents).toEqual(['shop-web-1', 'sidecar'])
})

test.for([
  ['the only healthy replica is the last one', healthy, [healthy, web], true],
  ['one of two healthy replicas is not', healthy, [healthy, twin], false],
  ['a hung replica never is', api, [api, web], false],
  ['a container without a service is its own replica', sidecar, [sidecar], true],
] as const)('%s', ([, container, all, last]) => {
  expect(effects('container.restart', container, [...all]).effects.last_healthy_replica).toBe(last)
})

test.for([
  [
    'a restart interrupts and is reversible',
    'container.restart',
    'running',
    false,
    { interrupts: true, reversible: true, data_loss: false },
  ],
  ['a start interrupts nothing', 'container.start', 'exited', false, { interrupts: false, dependents: [] }],
  [
    'stopping what removes itself loses data',
    'container.stop',
    'running',
    true,
    { data_loss: true, reversible: false },
  ],
  [
    'a removed container does not come back, though its volumes stay',
    'container.remove',
    'exited',
    false,
    { interrupts: false, data_loss: false, reversible: false },
  ],
] as const)('%s', ([, kind, status, autoRemove, expected]) => {
  expect(effects(kind, healthy, [healthy], status, autoRemove).effects).toMatchObject(expected)
})

test.for([
  ['a stop is undone by a start', 'container.stop', 'docker start shop-api-1'],
  ['a pause by an unpause', 'container.pause', 'docker unpause shop-api-1'],
] as const)('%s', ([, kind, command]) => {
  expect(effects(kind).undo).toMatchObject({ command })
})

test('there is no undo of a restart, and that is said', () => {
  expect(effects('container.restart').undo).toBeNull()
})

test('what is protected is said to policy', () => {
  const guarded = indexed('guarded', '7')
  expect(effects('container.restart', guarded).effects).toMatchObject({ protected: true })
  expect(effects('container.restart').effects).toMatchObject({ protected: false })
})

test('a restart brings along whoever lives in its network and whoever asks for it, and what these bring along', () => {
  const asks = indexed('shop-worker-1', '6', { service: 'worker', restartsWith: ['api'], ...project })
  const ofWorker = indexed('worker-sidecar', '7', { networkOf: idOf('6') })
  const stopped = indexed('old-sidecar', '8', { networkOf: idOf('1'), status: 'exited' })
  const follow = followersOf([healthy], [healthy, web, sidecar, stranger, asks, ofWorker, stopped])
  expect(follow.map(({ name }) => name)).toEqual(['shop-worker-1', 'sidecar', 'worker-sidecar'])
})

test('containers that follow each other are brought along once', () => {
  const [one, two] = [indexed('one', '8', { networkOf: idOf('9') }), indexed('two', '9', { networkOf: idOf('8') })]
  expect(followersOf([one], [one, two]).map(({ name }) => name)).toEqual(['two'])
})
