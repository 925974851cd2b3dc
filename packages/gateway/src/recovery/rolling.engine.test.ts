import { until, type ContainerSpec } from '@devops-ai/testkit'
import { afterAll, expect, inject, test } from 'vitest'
import { configured, started, startedToDie } from '../../test/configured.ts'
import { brokenChain, journaled } from '../../test/crash/journaled.ts'
import type { Death } from '../../test/crash/points.ts'
import { deadlineMs, nextChange, stateOf, untilJoined, untilKnown } from '../../test/crash/scene.ts'
import { restartOf, siteOn, type Victim } from '../../test/crash/site.ts'

const site = await siteOn(inject('engineSocket'), `rolling-${process.pid}`)
afterAll(() => site[Symbol.asyncDispose]())

const replicas = ['first', 'second', 'third'] as const
const startsOf = (name: string): string => `$(wc -l < /starts/${name})`

/** It runs the first time, and the second time it ends a second after its start: a look behind the call sees it run. */
const endsAtItsSecondStart = (name: string): Partial<ContainerSpec> => ({
  cmd: ['sh', '-c', `test ${startsOf(name)} -lt 2 && exec sleep 600; sleep 1`],
})
/** It is healthy the first time and runs on without health the second time. */
const illAtItsSecondStart = (name: string): Partial<ContainerSpec> => ({
  health: { cmd: ['sh', '-c', `test ${startsOf(name)} -lt 2`], interval: 0.5, timeout: 30, retries: 2 },
})

interface Row {
  readonly deaths: readonly Death[]
  /** Of the second replica. */
  readonly spec?: (name: string) => Partial<ContainerSpec>
  readonly ends: 'done success' | 'done failure'
  /** How often each has started in the end. */
  readonly starts: readonly [number, number, number]
}

/** Three of them, in the order of their names; `spec` is the second's. */
async function replicasOf(service: string, stack: AsyncDisposableStack, spec: Row['spec']): Promise<readonly Victim[]> {
  const victims: Victim[] = []
  for (const replica of replicas) {
    const name = `${service}-${replica}`
    const labels = { 'com.docker.compose.service': service, 'com.docker.compose.project': 'p' }
    const more = replica === 'second' ? spec?.(`rolling-${process.pid}-${name}`) : {}
    victims.push(stack.use(await site.victim(name, { labels, ...more })))
  }
  return victims
}

const inTheSecond: Death = { at: 'stopping', nth: 2 }

test.concurrent.for<readonly [string, Row]>([
  [
    'killed in the middle of the second: the rest is restarted in order, each once',
    { deaths: [inTheSecond], ends: 'done success', starts: [2, 2, 2] },
  ],
  [
    'killed before the second, and its successor in the middle of the third: each is restarted once',
    {
      deaths: [
        { at: 'before call', nth: 2 },
        { at: 'stopping', nth: 2 },
      ],
      ends: 'done success',
      starts: [2, 2, 2],
    },
  ],
  [
    'killed in the middle of the second, which ends soon: it stops there',
    { deaths: [inTheSecond], spec: endsAtItsSecondStart, ends: 'done failure', starts: [2, 2, 1] },
  ],
  [
    'killed in the middle of the second, which is not healthy any more: it stops there',
    { deaths: [inTheSecond], spec: illAtItsSecondStart, ends: 'done failure', starts: [2, 2, 1] },
  ],
])('a rolling restart %s', { timeout: 240_000 }, async ([sentence, { deaths, spec, ends, starts }]) => {
  const service = `rolling-${sentence.length}`
  await using stack = new AsyncDisposableStack()
  const victims = await replicasOf(service, stack, spec)
  await using configuration = await configured({ engineUrl: `unix://${site.socketPath}`, onlyLabel: site.label })
  const { id, request } = restartOf(service)

  for (const [life, death] of deaths.entries()) {
    await using doomed = (await startedToDie(configuration, death)) ?? expect.fail('it died too early')
    if (life === 0) {
      await untilJoined(doomed, victims)
      expect(await doomed.operator.execute(request)).toMatchObject({ kind: 'unreachable' })
    }
    expect(await doomed.process.exited).toMatchObject({ signal: 'SIGKILL' })
    expect(await journaled(configuration, id)).toEqual(['intent'])
  }
  await using gateway = await started(configuration)
  await untilJoined(gateway, victims)
  const [, , third] = victims
  expect([await nextChange(gateway, third ?? expect.fail()), await stateOf(gateway, { id })]).toEqual([
    'fenced',
    'pending',
  ])
  expect(await untilKnown(gateway, { id })).toBe(ends)
  expect(await Promise.all(victims.map((victim, place) => victim.starts(starts[place] ?? 0)))).toEqual(starts)
  const ids = victims.map((victim) => victim.id)
  const order = site.recorder.events
    .filter(({ action, id: of }) => action === 'start' && ids.includes(of))
    .map((one) => one.id)
  expect(order).toEqual([...ids, ...ids.filter((_, place) => starts[place] === 2)])
  expect(await journaled(configuration, id)).toEqual(['intent', 'outcome'])
  expect(await gateway.operator.execute(request)).toMatchObject({ body: { overall_status: ends.replace('done ', '') } })
  for (const victim of victims) expect(await nextChange(gateway, victim)).toBe('preview')
  await until(async () => (await brokenChain(configuration)) === null, { what: 'a journal that holds', deadlineMs })
})

test.concurrent.for([
  ['ends soon', endsAtItsSecondStart],
  ['is not healthy any more', illAtItsSecondStart],
] as const)('a rolling restart stops at the first that %s, and names it', { timeout: 240_000 }, async ([how, spec]) => {
  const service = `halt-${how.length}`
  await using stack = new AsyncDisposableStack()
  const victims = await replicasOf(service, stack, spec)
  await using configuration = await configured({ engineUrl: `unix://${site.socketPath}`, onlyLabel: site.label })
  await using gateway = await started(configuration)
  await untilJoined(gateway, victims)
  const reply = await gateway.operator.execute(restartOf(service).request)
  expect(reply).toMatchObject({
    body: {
      overall_status: 'failure',
      execution_details: { execution_result: { stderr: expect.stringContaining(`${service}-second`) } },
    },
  })
  expect(await Promise.all(victims.map((victim, place) => victim.starts([2, 2, 1][place] ?? 0)))).toEqual([2, 2, 1])
})
