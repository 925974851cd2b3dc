import { EngineInspect, type EngineInspect as Inspect } from '@devops-ai/operations'
import { Target } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { fakeEngine, idOf, inspectOf, lookedAt } from '../../test/world.ts'
import { whyNotBack } from './came-back.ts'

const id = idOf('1')
const target = Target.parse({ engine: 'local', id, name: 'shop-1', service: 'shop', image: 'shop:1' })
const runs = (started = 1, more: object = {}): Inspect => ({ ...inspectOf(id, { started }), ...more })
const ended = inspectOf(id, { status: 'exited', finished: 9 })

const second = 1e9
/** With a health check of 2 tries, every 10 s and 5 s long, after 60 s of grace. */
const checked = (Status: string): Inspect => {
  const it = runs()
  return EngineInspect.parse({
    ...it,
    State: { ...it.State, Health: { Status, FailingStreak: 0 } },
    Config: {
      ...it.Config,
      Healthcheck: {
        Test: ['CMD', 'true'],
        Interval: 10 * second,
        Timeout: 5 * second,
        StartPeriod: 60 * second,
        Retries: 2,
      },
    },
  })
}

/** Shows what is the case from each second on; 20 s are the deadline. The reason, and the seconds it took. */
async function told(
  course: readonly (readonly [from: number, Inspect | null])[],
): Promise<readonly [string | null, number]> {
  let ms = 0
  const shown = (): Inspect | null => course.findLast(([from]) => from * 1_000 <= ms)?.[1] ?? null
  const engine = { ...fakeEngine(), look: async () => lookedAt(shown()) }
  const sleep = async (by: number): Promise<void> => void (ms += by)
  const reason = await whyNotBack(engine, target, { stopwatch: () => ms, sleep, replicaDeadlineMs: 20_000 })
  return [reason, ms / 1_000]
}

test.each([
  ['without a health check it is back when it has run for five seconds', [[0, runs()]], null, 5],
  [
    'one that ends after a second is not back',
    [
      [0, runs()],
      [1, ended],
    ],
    /^it did not come back: the container is exited, health none$/,
    1,
  ],
  [
    'one that ended once, and then runs on since another start, is back',
    [
      [0, runs(1)],
      [2, runs(2)],
    ],
    null,
    7,
  ],
  [
    'one that starts anew all the time is not back, and the sentence says how often',
    Array.from({ length: 30 }, (_, at) => [at, runs(at + 1, { RestartCount: at })] as const),
    /the container is running, health none, started again 25 times by its own policy$/,
    25,
  ],
  ['one that is content is back at once', [[0, checked('healthy')]], null, 0],
  [
    'a health check is given the time that it takes for itself',
    [
      [0, checked('starting')],
      [85, checked('healthy')],
    ],
    null,
    85,
  ],
  [
    'and no more than that and the deadline',
    [[0, checked('starting')]],
    /the container is running, health starting$/,
    110,
  ],
  [
    'one that is unhealthy is not back',
    [
      [0, checked('starting')],
      [3, checked('unhealthy')],
    ],
    /health unhealthy$/,
    3,
  ],
  ['one that is gone is not back', [[0, null]], /^it is gone$/, 0],
] as const)('%s', async (_, course, reason, seconds) => {
  expect(await told(course)).toEqual([reason === null ? null : expect.stringMatching(reason), seconds])
})
