import { ContainerId, EngineName } from '@devops-ai/contract'
import { EngineInspect, type EngineListItem } from '@devops-ai/operations'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { anId, local } from '../../test/known-container.ts'
import { type Engine, EngineUnreachable } from '../ports.ts'
import { containerIndex } from './container-index.ts'
import type { IndexNote } from './notes.ts'
import { recordOwnWork } from './own-work.ts'

let stop: AbortController
beforeEach(() => {
  stop = new AbortController()
})
afterEach(() => stop.abort())

const item: EngineListItem = {
  Id: anId,
  Names: ['/web'],
  Image: 'web:1',
  ImageID: 'sha256:1',
  Created: 0,
  State: 'running',
  Status: 'Up 3 seconds',
  Labels: {},
  HostConfig: { NetworkMode: '' },
}
const inspect = EngineInspect.parse({
  Id: anId,
  Name: '/web',
  Created: '',
  Image: 'sha256:1',
  State: {
    Status: 'running',
    Running: true,
    Paused: false,
    Restarting: false,
    ExitCode: 0,
    StartedAt: '',
    FinishedAt: '',
  },
  HostConfig: { RestartPolicy: { Name: 'no' } },
  Config: { Image: 'web:1' },
})

const unused = () => Promise.reject(new Error('not asked here'))

/** An engine with one container, whose events never come. */
function quietEngine(name: EngineName, more: Partial<Engine> = {}): Engine {
  return {
    name,
    apiVersion: () => '1.41',
    ping: () => Promise.resolve(true),
    list: () => Promise.resolve([item]),
    inspect: () => Promise.resolve(inspect),
    imageLabels: () => Promise.resolve({}),
    fetch: unused,
    log: unused,
    window: unused,
    look: unused,
    find: unused,
    permits: unused,
    change: unused,
    hasOpenChange: () => false,
    // oxlint-disable-next-line require-yield
    async *events(_since, signal) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
    ...more,
  }
}

function indexOf(engines: readonly Engine[], onlyLabel: string | null = null) {
  const notes: IndexNote[] = []
  const now = (): Date => new Date()
  const index = containerIndex({
    engines: engines.map((engine) => ({ engine, onlyLabel })),
    reconcileEverySeconds: 30,
    ownWork: recordOwnWork({ now, earlier: [] }),
    now,
    signal: stop.signal,
    note: (note) => notes.push(note),
  })
  index.start()
  return { index, notes }
}

test('an engine that hangs slows no other', async () => {
  const hung = EngineName.parse('hung')
  const { index } = indexOf([quietEngine(local), quietEngine(hung, { list: () => new Promise(() => undefined) })])
  await expect.poll(() => index.find(local, anId)?.name).toBe('web')
  expect(index.freshness(local).stale).toBe(false)
  expect(index.freshness(hung)).toEqual({ asOf: null, stale: true })
})

test('an engine that is not there makes the index ready and stale, says so once, and is tried again', async () => {
  let tries = 0
  const list = () => {
    tries += 1
    return tries < 4 ? Promise.reject(new EngineUnreachable('nobody there')) : Promise.resolve([item])
  }
  const { index, notes } = indexOf([quietEngine(local, { list })])
  await index.ready
  expect(index.freshness(local)).toEqual({ asOf: null, stale: true, trouble: 'nobody there' })
  await expect.poll(() => index.freshness(local).stale, { timeout: 10_000 }).toBe(false)
  expect(tries).toBe(4)
  expect(notes.map(({ kind }) => kind)).toEqual(['lost', 'connected'])
})

test('one container that cannot be read does not hide the others', async () => {
  const broken = quietEngine(local, { inspect: () => Promise.reject(new EngineUnreachable('too late')) })
  const { index, notes } = indexOf([broken])
  await index.ready
  expect(index.freshness(local).stale).toBe(false)
  expect(notes).toContainEqual({ kind: 'unread', engine: local, id: anId, reason: 'too late' })
})

test('a broken stream is connected again, from the last event on', async () => {
  const sinces: (Date | null)[] = []
  const events: Engine['events'] = async function* (since, signal) {
    sinces.push(since)
    if (sinces.length > 1) return void (await new Promise((resolve) => signal.addEventListener('abort', resolve)))
    yield { action: 'start', id: anId, attributes: {}, timeNano: 1_790_000_000_000_000_000n }
    throw new EngineUnreachable('the stream of events ended')
  }
  const { index } = indexOf([quietEngine(local, { events })])
  await index.ready
  await expect.poll(() => sinces.length).toBe(2)
  expect(sinces[1]).toEqual(new Date(1_790_000_000_000))
})

test.for([
  ['and another runs on as before: a person’s', '2026-01-01T00:00:00Z', 'person'],
  ['and the other was started anew: the engine’s own, so nobody’s', '2026-01-01T00:01:00Z', 'unknown'],
] as const)('a stop is heard, the connection breaks, %s', async ([, startedAfterwards, by]) => {
  const other = ContainerId.parse('b'.repeat(64))
  const finishedAt = '2026-01-01T00:00:30Z'
  let isBack = false
  const events: Engine['events'] = async function* (_since, signal) {
    if (isBack) return void (await new Promise((resolve) => signal.addEventListener('abort', resolve)))
    await expect.poll(() => index.freshness(local).stale).toBe(false)
    const timeNano = BigInt(Date.parse(finishedAt)) * 1_000_000n
    for (const action of ['kill', 'die', 'stop']) yield { action, id: anId, attributes: {}, timeNano }
    isBack = true
    throw new EngineUnreachable('the stream of events ended')
  }
  const state = (id: ContainerId) => {
    if (id === other) return { ...inspect.State, StartedAt: isBack ? startedAfterwards : '2026-01-01T00:00:00Z' }
    return { ...inspect.State, Status: 'exited', Running: false, FinishedAt: finishedAt }
  }
  const { index } = indexOf([
    quietEngine(local, {
      events,
      list: () => Promise.resolve([item, { ...item, Id: other, Names: ['/other'] }]),
      inspect: (id) => Promise.resolve({ ...inspect, Id: id, State: state(id) }),
    }),
  ])
  await expect.poll(() => isBack && !index.freshness(local).stale).toBe(true)
  expect(index.stoppedBy(local, anId)).toBe(by)
})

test('everything ends with the signal', async () => {
  const { index } = indexOf([quietEngine(local)])
  await index.ready
  stop.abort()
  await index.done
})

test('what carries not the label that narrows us is not there', async () => {
  const { index } = indexOf([quietEngine(local)], 'team=a')
  await index.ready
  expect(index.all()).toEqual([])
})

test('the list of all is the same one until something changes', async () => {
  const far = EngineName.parse('far')
  const { index } = indexOf([quietEngine(local), quietEngine(far)])
  await index.ready
  const before = index.all()
  expect(before.map(({ engine }) => engine)).toEqual([local, far])
  expect(index.all()).toBe(before)
  await index.refresh(far, ContainerId.parse(anId))
  expect(index.all()).not.toBe(before)
  expect(index.all()).toEqual(before)
})
