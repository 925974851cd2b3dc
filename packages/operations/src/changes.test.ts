import type { ContainerBaseline } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import type { Operation } from './operation.ts'
import { changeOf } from './operations.ts'
import { aContainer } from './testing/a-baseline.ts'

const running = aContainer()
const exited = aContainer({ status: 'exited', finished_at: '2026-01-01T01:00:00.5Z' })
const paused = aContainer({ status: 'paused' })
const later = aContainer({ started_at: '2026-01-01T00:00:00.100000001Z' })
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
