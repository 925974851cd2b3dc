import { expect, test } from 'vitest'
import { manualClock } from '@devops-ai/testkit'
import { anId, local } from '../../test/known-container.ts'
import { recordOwnWork } from './own-work.ts'

test('work is ours from a second before its begin to two seconds after its end', () => {
  const clock = manualClock()
  const own = recordOwnWork({ now: clock.now, earlier: [] })
  const begin = clock.now()
  const later = (ms: number): Date => new Date(begin.getTime() + ms)
  own.begin(local, anId, { kind: 'container.restart' })
  expect(own.active(local, anId)).toBe(true)
  clock.advance(5000)
  own.end(local, anId)
  expect(own.active(local, anId)).toBe(false)
  const times = [-1001, -1000, 3000, 7000, 7001].map((ms) => own.doing(local, anId, later(ms)))
  expect(times).toEqual([null, 'container.restart', 'container.restart', 'container.restart', null])
})

test('while work is on its way everything is ours, however the clocks differ', () => {
  const own = recordOwnWork({ now: manualClock().now, earlier: [] })
  own.begin(local, anId, { kind: 'container.stop' })
  expect(own.doing(local, anId, new Date(0))).toBe('container.stop')
})

test('each end is told until nobody listens', () => {
  const own = recordOwnWork({ now: manualClock().now, earlier: [] })
  const told: string[] = []
  const stop = own.onEnd((engine, id) => told.push(`${engine} ${id}`))
  own.begin(local, anId, { kind: 'container.start' })
  own.end(local, anId)
  stop()
  own.begin(local, anId, { kind: 'container.start' })
  own.end(local, anId)
  expect(told).toEqual([`${local} ${anId}`])
})
