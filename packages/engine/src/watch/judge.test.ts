import { expect, test } from 'vitest'
import type { KnownContainer } from '../index/known.ts'
import type { Ending } from '../index/stopped-by.ts'
import { engineNano, engineTime, knownContainer, startedMs } from '../../test/known-container.ts'
import { gone, judge } from './judge.ts'
import { lawsWith } from './laws.ts'
import { afresh, type Memory, nothingKnown } from './memory.ts'

/** A look at a container, seconds after its first start; or the end of work of ours. */
type Look = { readonly at: number; readonly is: KnownContainer; readonly ending?: Ending } | 'our work ends'

const laws = lawsWith(20)
const by = (who: Ending['by'], undecidedUntil: number | null = null): Ending => ({ by: who, undecidedUntil })

const healthy = knownContainer()
const starting = knownContainer({ health: 'starting' })
const unhealthySince = (seconds: number) =>
  knownContainer({ health: 'unhealthy', seen: { healthSince: engineNano(seconds) } })
const paused = knownContainer({ status: 'paused', health: 'unhealthy' })
const startedAgain = (
  seconds: number,
  more: Partial<Pick<KnownContainer, 'health' | 'status'>> = {},
  restartCount = 0,
) =>
  knownContainer({
    ...more,
    run: { startedAt: engineTime(seconds), finishedAt: engineTime(seconds - 1), restartCount },
  })
const exited = (seconds: number, run: Partial<KnownContainer['run']> = {}) =>
  knownContainer({
    status: 'exited',
    health: 'unhealthy',
    run: { finishedAt: engineTime(seconds), exitCode: 1, ...run },
  })
const job = (seconds: number, exitCode: number) => exited(seconds, { exitCode, hasHealthCheck: false })
const restarting = (seconds: number, restartCount: number) =>
  knownContainer({
    status: 'restarting',
    health: 'none',
    run: { finishedAt: engineTime(seconds), restartCount, exitCode: 1 },
  })

function tellingsOf(looks: readonly Look[]): readonly string[] {
  let memory: Memory = nothingKnown
  return looks.flatMap((look) => {
    if (look === 'our work ends') {
      memory = afresh(memory)
      return []
    }
    const judged = judge(memory, look.is, { ending: look.ending ?? null, laws, nowMs: startedMs + look.at * 1000 })
    memory = judged.memory
    return judged.tellings.map(({ name, endsAtMs, firing }) =>
      endsAtMs === null ? `${name} since ${(firing.startsAtMs - startedMs) / 1000}` : `${name} over`,
    )
  })
}

test.for([
  ['a healthy container is no news', [{ at: 30, is: healthy }], []],
  [
    'unhealthy is told with the engine’s time, healthy again takes it back',
    [
      { at: 30, is: unhealthySince(29) },
      { at: 31, is: unhealthySince(29) },
      { at: 40, is: healthy },
    ],
    ['ContainerUnhealthy since 29', 'ContainerUnhealthy over'],
  ],
  [
    'the start grace delays and does not drop',
    [
      { at: 10, is: unhealthySince(9) },
      { at: 20, is: unhealthySince(9) },
    ],
    ['ContainerUnhealthy since 9'],
  ],
  [
    'unhealthy within the grace and healthy before its end is no news',
    [
      { at: 10, is: unhealthySince(9) },
      { at: 15, is: healthy },
      { at: 20, is: healthy },
    ],
    [],
  ],
  ['a paused container is not unhealthy', [{ at: 30, is: paused }], []],
  [
    'a pause neither begins nor ends an alert',
    [
      { at: 30, is: unhealthySince(29) },
      { at: 40, is: paused },
      { at: 50, is: unhealthySince(29) },
    ],
    ['ContainerUnhealthy since 29'],
  ],
  [
    'starting is not healthy again',
    [
      { at: 30, is: unhealthySince(29) },
      { at: 31, is: starting },
    ],
    ['ContainerUnhealthy since 29'],
  ],
  [
    'a container that stays unhealthy after our restart is told again, once its grace is over',
    [
      { at: 30, is: unhealthySince(29) },
      'our work ends',
      { at: 33, is: startedAgain(32, { health: 'starting' }) },
      { at: 40, is: startedAgain(32, { health: 'unhealthy' }) },
      { at: 52, is: startedAgain(32, { health: 'unhealthy' }) },
    ],
    ['ContainerUnhealthy since 29', 'ContainerUnhealthy since 52'],
  ],
  [
    'after work of ours that changed nothing the same trouble is another occurrence',
    [{ at: 30, is: unhealthySince(29) }, 'our work ends', { at: 35, is: unhealthySince(29) }],
    ['ContainerUnhealthy since 29', 'ContainerUnhealthy since 35'],
  ],
  [
    'healed by our restart it is taken back once',
    [
      { at: 30, is: unhealthySince(29) },
      'our work ends',
      { at: 33, is: startedAgain(32, { health: 'starting' }) },
      { at: 34, is: startedAgain(32) },
      { at: 35, is: startedAgain(32) },
    ],
    ['ContainerUnhealthy since 29', 'ContainerUnhealthy over'],
  ],
  [
    'a crash is told with the time of the end, and over when it runs',
    [
      { at: 100, is: exited(99), ending: by('itself') },
      { at: 110, is: startedAgain(105), ending: by('itself') },
    ],
    ['ContainerDied since 99', 'ContainerDied over'],
  ],
  ['what a person stopped is no news', [{ at: 100, is: exited(99), ending: by('person') }], []],
  ['what we stopped is no news', [{ at: 100, is: exited(99), ending: by('gateway') }], []],
  [
    'an end that a stop may explain is told when none comes',
    [
      { at: 100, is: exited(99), ending: by('itself', startedMs + 102_000) },
      { at: 103, is: exited(99), ending: by('itself') },
    ],
    ['ContainerDied since 99'],
  ],
  [
    'an end that a stop explains is not told',
    [
      { at: 100, is: exited(99), ending: by('itself', startedMs + 102_000) },
      { at: 101, is: exited(99), ending: by('person') },
    ],
    [],
  ],
  ['a job that did its work is no news', [{ at: 100, is: job(99, 0), ending: by('itself') }], []],
  ['a job that failed is', [{ at: 100, is: job(99, 2), ending: by('itself') }], ['ContainerDied since 99']],
  [
    'a service that ended with 0 by itself is',
    [{ at: 100, is: exited(99, { exitCode: 0 }), ending: by('itself') }],
    ['ContainerDied since 99'],
  ],
  [
    'a recent failure that nobody saw is told',
    [{ at: 100, is: exited(99), ending: by('unknown') }],
    ['ContainerDied since 99'],
  ],
  ['an old failure that nobody saw is not', [{ at: 800, is: exited(99), ending: by('unknown') }], []],
  [
    'a failure that was told stays told however old it gets',
    [
      { at: 100, is: exited(99), ending: by('unknown') },
      { at: 900, is: exited(99), ending: by('unknown') },
    ],
    ['ContainerDied since 99'],
  ],
  [
    'an end of 0 that nobody saw is not told',
    [{ at: 100, is: exited(99, { exitCode: 0 }), ending: by('unknown') }],
    [],
  ],
  [
    'what is removed with its end is no news',
    [{ at: 100, is: exited(99, { autoRemove: true }), ending: by('itself') }],
    [],
  ],
  [
    'one restart by Docker is no news',
    [
      { at: 100, is: healthy },
      { at: 101, is: restarting(100, 1) },
    ],
    [],
  ],
  [
    'three restarts by Docker are a crash loop, and a quiet minute ends it',
    [
      { at: 10, is: startedAgain(0) },
      { at: 11, is: restarting(11, 1) },
      { at: 12, is: startedAgain(12, { health: 'none' }, 1) },
      { at: 13, is: restarting(13, 2) },
      { at: 15, is: restarting(15, 3) },
      { at: 17, is: startedAgain(16, { health: 'none' }, 3) },
      { at: 75, is: startedAgain(16, { health: 'none' }, 3) },
      { at: 77, is: startedAgain(16, { health: 'none' }, 3) },
    ],
    ['ContainerCrashLooping since 15', 'ContainerCrashLooping over'],
  ],
  [
    'crashes that somebody answers with a start are a crash loop too',
    [
      { at: 10, is: healthy },
      ...[20, 30, 40].flatMap((at) => [
        { at, is: exited(at), ending: by('itself') },
        { at: at + 2, is: startedAgain(at + 1), ending: by('itself') },
      ]),
    ],
    [
      'ContainerDied since 20',
      'ContainerDied over',
      'ContainerDied since 30',
      'ContainerDied over',
      'ContainerDied since 40',
      'ContainerCrashLooping since 40',
      'ContainerDied over',
    ],
  ],
  ['a crash loop found at connect is told', [{ at: 15, is: restarting(14, 7) }], ['ContainerCrashLooping since 14']],
  [
    'restarts of long ago are no crash loop',
    [{ at: 100_000, is: knownContainer({ run: { restartCount: 40, finishedAt: engineTime(-5) } }) }],
    [],
  ],
  [
    'a crash loop that a person stops is over',
    [
      { at: 15, is: restarting(14, 7) },
      { at: 20, is: exited(19, { restartCount: 7 }), ending: by('person') },
    ],
    ['ContainerCrashLooping since 14', 'ContainerCrashLooping over'],
  ],
  [
    'a memory kill in a container that goes on is told, and over after a while',
    [
      { at: 50, is: knownContainer({ seen: { oomAt: engineNano(49) } }) },
      { at: 348, is: knownContainer({ seen: { oomAt: engineNano(49) } }) },
      { at: 350, is: knownContainer({ seen: { oomAt: engineNano(49) } }) },
    ],
    ['ContainerOOMKilled since 49', 'ContainerOOMKilled over'],
  ],
  [
    'a container that ends with 0 after a memory kill was killed for memory',
    [{ at: 100, is: exited(99, { exitCode: 0, oomKilled: true }), ending: by('itself') }],
    ['ContainerDied since 99', 'ContainerOOMKilled since 99'],
  ],
  [
    'exit code 137 alone is no memory kill',
    [{ at: 100, is: exited(99, { exitCode: 137 }), ending: by('itself') }],
    ['ContainerDied since 99'],
  ],
  [
    'a memory kill of an earlier run is over when the new run is healthy',
    [
      { at: 100, is: exited(99, { exitCode: 137, oomKilled: true }), ending: by('itself') },
      { at: 103, is: startedAgain(102, { health: 'starting' }) },
      { at: 105, is: startedAgain(102) },
    ],
    ['ContainerDied since 99', 'ContainerOOMKilled since 99', 'ContainerDied over', 'ContainerOOMKilled over'],
  ],
] as const satisfies readonly (readonly [string, readonly Look[], readonly string[]])[])(
  '%s',
  ([, looks, tellings]) => {
    expect(tellingsOf(looks)).toEqual(tellings)
  },
)

test('a container that is gone has no trouble any more', () => {
  const { memory } = judge(nothingKnown, unhealthySince(29), { ending: null, laws, nowMs: startedMs + 30_000 })
  const tellings = gone(memory, healthy, startedMs + 31_000)
  expect(tellings.map(({ name, endsAtMs }) => [name, endsAtMs])).toEqual([['ContainerUnhealthy', startedMs + 31_000]])
})

test('it is looked at again when the grace ends', () => {
  const judged = judge(nothingKnown, unhealthySince(9), { ending: null, laws, nowMs: startedMs + 10_000 })
  expect(judged.lookAgainAtMs).toBe(startedMs + 20_000)
})
