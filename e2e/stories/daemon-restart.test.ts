import { newPrivateEngine, startContainer, stopContainer, until } from '@devops-ai/testkit'
import { expect, test } from 'vitest'
import { webhook } from '../../packages/agent/test/webhook.ts'
import { startWorld } from './world.ts'

const deadlineMs = 60_000
const set = { AGENT_VERIFY_SECONDS: '5', AGENT_MASS_EXIT_SECONDS: '60', AGENT_STORM_INCIDENTS: '100' }

/** A container without a restart policy that says at the end of its daemon that it failed. */
const failsWhenStopped = 'trap "exit 7" TERM; sleep 100000 & wait'
const endsWell = 'trap "exit 0" TERM; sleep 100000 & wait'
const failing = Array.from({ length: 8 }, (_, index) => `failing-${index}`)

test('a daemon that restarts is one incident: nothing is changed, a person is told once, and it ends when all are back', async () => {
  await using hook = await webhook()
  await using daemon = await newPrivateEngine({ liveRestore: false })
  await using world = await startWorld({ set, escalationUrl: hook.url }, daemon.socketPath)
  const { both, api, starts } = world
  const service = (name: string, program: string, spec = {}) =>
    world.service(name, { autonomy: 'auto', checked: false, program, spec })
  const started = (name: string, times: number) =>
    until(async () => (await starts(name)) === times, { what: `start ${times} of ${name}`, deadlineMs })
  const ofEngine = (phase: string) =>
    both.untilIncident(
      `the incident of the engine to be ${phase}`,
      (one) => one.cause === 'mass_exit' && one.phase === phase,
      deadlineMs,
    )

  const stopped = await service('stopped', failsWhenStopped)
  await started('stopped', 1)
  await stopContainer(api, stopped.id)
  const fallen = await Promise.all(failing.map((name) => service(name, failsWhenStopped)))
  const names = fallen.map(({ name }) => name).toSorted()
  await service('ended-well', endsWell)
  await service('back', failsWhenStopped, { restart: 'always' })
  await Promise.all([...failing, 'ended-well', 'back'].map((name) => started(name, 1)))
  await until(
    async () => {
      const reply = await both.gateway.targets()
      return reply.kind === 'answer' && reply.body.targets.filter(({ status }) => status === 'running').length === 10
    },
    { what: 'the gateway to know them', deadlineMs },
  )

  await daemon.restart()
  const { id, events } = await ofEngine('escalated')
  const members = events.flatMap(({ event }) => (event.type === 'mass_exit' ? event.members : []))
  expect([...new Set(members.map(({ name }) => name))].toSorted()).toEqual(names)
  const missing = events.flatMap(({ event }) => (event.type === 'members_seen' ? event.missing : []))
  expect(missing.map(({ name }) => name).toSorted()).toEqual(names)
  await started('back', 2)
  expect(await Promise.all(failing.map(starts))).toEqual(failing.map(() => 1))

  for (const container of fallen) await startContainer(api, container.id)
  await ofEngine('resolved')
  expect((await both.incidents()).filter(({ changes, ended_at }) => changes > 0 || ended_at === null)).toEqual([])
  await until(() => hook.posted.some(({ body }) => body.kind === 'ended'), { what: 'the end to be told', deadlineMs })
  expect(hook.posted.map(({ body }) => [body.thread, body.kind])).toEqual([
    [id, 'escalated'],
    [id, 'ended'],
  ])
  expect(await Promise.all([...failing, 'stopped', 'ended-well', 'back'].map(starts))).toEqual([
    ...failing.map(() => 2),
    ...[1, 1, 2],
  ])
})
