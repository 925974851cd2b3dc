import { expect, test } from 'vitest'
import { anId, engineNano, engineTime, knownContainer, local, startedMs } from '../../test/known-container.ts'
import { type EarlierWork, recordOwnWork } from './own-work.ts'
import { type End, unseen } from './sighting.ts'
import { stoppedBy } from './stopped-by.ts'

const at = (seconds: number): Date => new Date(startedMs + seconds * 1000)
const work = (operation: EarlierWork['operation'], from: number, to: number): EarlierWork => ({
  engine: local,
  id: anId,
  operation,
  from: at(from),
  to: at(to),
})
const end = (by: End['by'], seconds: number, undecidedUntil: number | null = null): End => ({
  by,
  at: engineNano(seconds),
  seenAt: 0,
  undecidedUntil,
})
const exited = (seen: End | null) =>
  knownContainer({ status: 'exited', run: { finishedAt: engineTime(100) }, seen: { ...unseen, end: seen } })

test.for([
  ['a container that runs', knownContainer(), [], 'not_stopped'],
  ['one that Docker restarts', knownContainer({ status: 'restarting' }), [], 'not_stopped'],
  ['a stop that was seen', exited(end('person', 100)), [], 'person'],
  ['a crash that was seen', exited(end('itself', 100)), [], 'itself'],
  ['an end that was seen, but of an earlier run', exited(end('person', 20)), [], 'unknown'],
  ['an end that nobody saw', exited(null), [], 'unknown'],
  ['an end that may turn out to be a stop', exited(end('itself', 100, startedMs + 200_000)), [], 'unknown'],
  ['an end that did not turn out to be one', exited(end('itself', 100, startedMs + 101_000)), [], 'itself'],
  ['an unseen end during a stop of ours', exited(null), [work('container.stop', 99, 101)], 'gateway'],
  ['an unseen end long after a stop of ours', exited(null), [work('container.stop', 20, 21)], 'unknown'],
  ['an unseen end during a restart of ours', exited(null), [work('container.restart', 99, 101)], 'unknown'],
  ['a pause that was seen', knownContainer({ status: 'paused', seen: { pausedBy: 'person' } }), [], 'person'],
  ['a pause that nobody saw', knownContainer({ status: 'paused' }), [], 'unknown'],
  [
    'a pause of ours from before this start',
    knownContainer({ status: 'paused' }),
    [work('container.pause', 1, 2)],
    'gateway',
  ],
  [
    'a pause that nobody saw, after we had resumed it',
    knownContainer({ status: 'paused' }),
    [work('container.pause', 1, 2), work('container.unpause', 3, 4)],
    'unknown',
  ],
] as const)('%s', ([, container, earlier, by]) => {
  const own = recordOwnWork({ now: () => at(110), earlier })
  expect(stoppedBy(container, own, at(110).getTime())).toBe(by)
})
