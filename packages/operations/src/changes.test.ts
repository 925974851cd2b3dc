import { type Baseline, type ContainerBaseline, type ServiceBaseline, Sha256 } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import type { Witness } from './definition.ts'
import type { Operation } from './operation.ts'
import { changeOf } from './operations.ts'
import { aContainer, aService } from './testing/a-baseline.ts'

const running = aContainer()
const exited = aContainer({ status: 'exited', finished_at: '2026-01-01T01:00:00.5Z' })
const paused = aContainer({ status: 'paused' })
const later = aContainer({ started_at: '2026-01-01T00:00:00.100000001Z' })
const mebibytes = (count: number): number => count * 1024 ** 2
const limits: Operation = {
  kind: 'container.update',
  memory_bytes: mebibytes(64),
  cpus: 0.29,
  pids_limit: 9,
  restart_policy: 'on-failure:3',
}
const limited = aContainer({
  memory_bytes: mebibytes(64),
  nano_cpus: 290_000_000,
  pids_limit: 9,
  restart_policy: 'on-failure:3',
})
const less = aContainer({
  memory_bytes: mebibytes(32),
  nano_cpus: 500_000_000,
  pids_limit: 5,
  restart_policy: 'always',
})
const shop = { id: 'b'.repeat(64), name: 'shop', aliases: ['api'] }
const inShop = aContainer({ networks: [shop] })
const connect: Operation = { kind: 'network.connect', network: 'shop', aliases: ['api'] }
const disconnect: Operation = { kind: 'network.disconnect', network: 'shop' }
const scale: Operation = { kind: 'service.scale', replicas: 3 }
const forceUpdate: Operation = { kind: 'service.force-update' }
const rollback: Operation = { kind: 'service.rollback' }
const rollingBack = (digit: string): ServiceBaseline =>
  aService({ update_state: 'rollback_started', configuration: Sha256.parse(digit.repeat(64)) })
const kill = (signal: 'KILL' | 'TERM' | 'HUP'): Operation => ({ kind: 'container.kill', signal })
const of = (kind: 'start' | 'stop' | 'restart' | 'pause' | 'unpause'): Operation => ({ kind: `container.${kind}` })

test.each([
  ['restart happened when it started a nanosecond later', of('restart'), running, later, true],
  ['restart did not happen when it started at the same time', of('restart'), running, running, false],
  ['half a restart is none', of('restart'), running, exited, false],
  ['start happened', of('start'), exited, later, true],
  ['start of what runs has nothing to do', of('start'), running, running, true],
  ['start did not happen', of('start'), exited, exited, false],
  ['stop happened', of('stop'), running, exited, true],
  ['stop of what was stopped has nothing to do', of('stop'), exited, exited, true],
  ['stop did not happen', of('stop'), running, running, false],
  ['pause happened', of('pause'), running, paused, true],
  ['unpause happened', of('unpause'), paused, running, true],
  ['unpause did not happen', of('unpause'), paused, paused, false],
] as const)('%s', (_, operation, before, after, happened) => {
  expect(changeOf(operation)?.witness(operation, before, after, { network: null })).toBe(
    happened ? 'happened' : 'not_happened',
  )
})

test.each([
  ['a stop is undone by a start', of('stop'), running, of('start')],
  ['a stop of an AutoRemove container is not undone', of('stop'), { ...running, auto_remove: true }, null],
  ['a stop of what was stopped needs no undo', of('stop'), exited, null],
  ['a start is undone by a stop', of('start'), exited, of('stop')],
  [
    'a start of an AutoRemove container is not undone by what removes it',
    of('start'),
    { ...exited, auto_remove: true },
    null,
  ],
  ['a start of what runs needs no undo', of('start'), running, null],
  ['a restart has no undo', of('restart'), running, null],
  ['a pause is undone by an unpause', of('pause'), running, of('unpause')],
  ['an unpause is undone by a pause', of('unpause'), paused, of('pause')],
] as const)('%s', (_, operation, before, undo) => {
  expect(changeOf(operation)?.undo(operation, before)).toEqual(undo)
})

test('stopping an AutoRemove container loses data, restarting it does not', () => {
  const before = { ...running, auto_remove: true }
  expect(changeOf(of('stop'))?.losesData(before)).toBe(true)
  expect(changeOf(of('stop'))?.losesData(running)).toBe(false)
  expect(changeOf(of('restart'))?.losesData(before)).toBe(false)
})

test('what stands still is not interrupted', () => {
  const interrupted = (kind: 'stop' | 'restart' | 'pause', before: ContainerBaseline) =>
    changeOf(of(kind))?.interrupts(of(kind), before)
  expect([interrupted('stop', running), interrupted('restart', running), interrupted('pause', running)]).toEqual([
    true,
    true,
    true,
  ])
  expect([interrupted('stop', exited), interrupted('restart', exited), interrupted('restart', paused)]).toEqual([
    false,
    false,
    false,
  ])
})

const rows: readonly (readonly [string, Operation, Baseline, Baseline | null, Witness])[] = [
  ['a kill ended it', kill('KILL'), running, exited, 'happened'],
  [
    'a kill of what started again since',
    kill('KILL'),
    running,
    aContainer({ ...later, finished_at: '2026-01-02T00:00:00Z' }),
    'happened',
  ],
  ['a kill that did nothing', kill('KILL'), running, running, 'not_happened'],
  ['a kill of an AutoRemove container removed it', kill('KILL'), aContainer({ auto_remove: true }), null, 'happened'],
  ['a signal that ended it', kill('TERM'), running, exited, 'happened'],
  ['a signal leaves no trace where nothing ended', kill('HUP'), running, running, 'cannot_tell'],
  ['a removal', { kind: 'container.remove' }, exited, null, 'happened'],
  ['a removal that did nothing', { kind: 'container.remove' }, exited, exited, 'not_happened'],
  ['a removal under way', { kind: 'container.remove' }, exited, aContainer({ status: 'removing' }), 'cannot_tell'],
  ['an update', limits, running, limited, 'happened'],
  ['an update of a part', limits, running, aContainer({ ...limited, nano_cpus: 0 }), 'not_happened'],
  ['an update of what is gone', limits, running, null, 'cannot_tell'],
  [
    'no limit is 0 or -1',
    { kind: 'container.update', pids_limit: -1 },
    limited,
    aContainer({ pids_limit: 0 }),
    'happened',
  ],
  ['a connection', connect, running, inShop, 'happened'],
  ['a connection that did nothing', connect, running, running, 'not_happened'],
  [
    'a connection of what never started has a name and no id',
    connect,
    running,
    aContainer({ networks: [{ ...shop, id: '' }] }),
    'happened',
  ],
  [
    'a network of the same name is another',
    connect,
    running,
    aContainer({ networks: [{ ...shop, id: 'c'.repeat(64) }] }),
    'not_happened',
  ],
  ['a disconnection', disconnect, inShop, running, 'happened'],
  ['a disconnection that did nothing', disconnect, inShop, inShop, 'not_happened'],
  ['replicas as asked for', scale, aService(), aService({ version: 11, replicas: 3 }), 'happened'],
  ['replicas as before', scale, aService(), aService(), 'not_happened'],
  ['a service that is gone', scale, aService(), null, 'cannot_tell'],
  ['tasks made anew', forceUpdate, aService(), aService({ force_update: 1 }), 'happened'],
  ['tasks as before', forceUpdate, aService({ force_update: 1 }), aService({ force_update: 1 }), 'not_happened'],
  ['a rollback', rollback, aService(), aService({ version: 12, update_state: 'rollback_started' }), 'happened'],
  ['a rollback that did nothing', rollback, aService(), aService(), 'not_happened'],
  [
    'another update than a rollback',
    rollback,
    aService(),
    aService({ version: 12, update_state: 'updating' }),
    'cannot_tell',
  ],
  [
    'a rollback during a rollback',
    rollback,
    rollingBack('1'),
    aService({ ...rollingBack('1'), version: 12 }),
    'cannot_tell',
  ],
  [
    'a rollback during a rollback, to another specification',
    rollback,
    rollingBack('1'),
    aService({ ...rollingBack('2'), version: 12 }),
    'happened',
  ],
]

test.each(rows)('witness: %s', (_, operation, before, after, witness) => {
  expect(changeOf(operation)?.witness(operation, before, after, { network: shop.id })).toBe(witness)
})

const undone: readonly (readonly [string, Operation, Baseline, Operation | null])[] = [
  ['a kill is undone by a start', kill('KILL'), running, of('start')],
  ['a removal is not undone', { kind: 'container.remove' }, exited, null],
  [
    'limits are set back',
    limits,
    less,
    { ...limits, memory_bytes: mebibytes(32), cpus: 0.5, pids_limit: 5, restart_policy: 'always' },
  ],
  [
    'no limit of processes is set back',
    { kind: 'container.update', pids_limit: 5 },
    running,
    { kind: 'container.update', pids_limit: -1 },
  ],
  ['no limit of processors cannot be set back', { kind: 'container.update', cpus: 1 }, running, null],
  ['what can be said only in part is not said', limits, aContainer({ ...less, nano_cpus: 0 }), null],
  [
    'processors in thousandths cannot be said',
    { kind: 'container.update', cpus: 1 },
    aContainer({ nano_cpus: 125_000_000 }),
    null,
  ],
  ['an update that changes nothing needs no undo', limits, limited, null],
  ['a connection is undone by a disconnection', connect, running, disconnect],
  ['a disconnection is undone with its aliases', disconnect, inShop, connect],
  ['a scaling is undone', scale, aService(), { kind: 'service.scale', replicas: 2 }],
  ['a scaling to what is there needs no undo', scale, aService({ replicas: 3 }), null],
  ['a restart of tasks has no undo', forceUpdate, aService(), null],
  ['a rollback is undone by another', rollback, aService(), rollback],
]

test.each(undone)('%s', (_, operation, before, undo) => {
  expect(changeOf(operation)?.undo(operation, before)).toEqual(undo)
})

const unfit: readonly (readonly [string, Operation, Baseline, string | null])[] = [
  ['a running container is killed', kill('KILL'), running, null],
  ['a stopped one is not', kill('TERM'), exited, 'the container is exited'],
  ['a stopped container is removed', { kind: 'container.remove' }, exited, null],
  ['one that never started too', { kind: 'container.remove' }, aContainer({ status: 'created' }), null],
  ['a running one is not', { kind: 'container.remove' }, running, 'the container is running'],
  ['a paused one is not', { kind: 'container.remove' }, paused, 'the container is paused'],
  ['memory is changed where there is a limit', limits, less, null],
  ['memory is not changed where there is none', limits, running, 'without a memory limit'],
  [
    'what is removed when it ends is not restarted',
    { kind: 'container.update', restart_policy: 'always' },
    aContainer({ auto_remove: true }),
    'no restart policy',
  ],
  ['nobody connects twice', connect, inShop, 'already'],
  ['nobody disconnects what is apart', disconnect, running, 'not connected'],
  ['what runs on every node is not scaled', scale, aService({ replicas: null }), 'no number of replicas'],
  ['what was never updated is not rolled back', rollback, aService({ has_previous: false }), 'never updated'],
]

test.each(unfit)('%s', (_, operation, before, why) => {
  const said = changeOf(operation)?.unfit(operation, before)
  if (why === null) expect(said).toBeNull()
  else expect(said).toContain(why)
})

test('what a change takes away', () => {
  const interrupts = (operation: Operation, before: Baseline) => changeOf(operation)?.interrupts(operation, before)
  expect(interrupts(kill('HUP'), running)).toBe(true)
  expect(interrupts(disconnect, inShop)).toBe(true)
  expect(interrupts(connect, running)).toBe(false)
  expect(interrupts(limits, running)).toBe(false)
  expect(interrupts({ kind: 'service.scale', replicas: 1 }, aService())).toBe(true)
  expect(interrupts(scale, aService())).toBe(false)
  expect(interrupts(forceUpdate, aService())).toBe(true)
  expect(interrupts(forceUpdate, aService({ replicas: 0 }))).toBe(false)
})

test('a removal does not come back, though no data counts as lost', () => {
  const remove = changeOf({ kind: 'container.remove' })
  expect([remove?.irreversible, remove?.losesData(exited)]).toEqual([true, false])
})

test('a kill of an AutoRemove container loses data', () => {
  expect(changeOf(kill('KILL'))?.losesData(aContainer({ auto_remove: true }))).toBe(true)
})

test('a change of a container is not asked about a service', () => {
  expect(() => changeOf(scale)?.unfit(scale, running)).toThrow('service')
  expect(() => changeOf(limits)?.unfit(limits, aService())).toThrow('container')
})
