import {
  inspectContainer,
  pauseContainer,
  startAlertmanager,
  startPrometheus,
  stopContainer,
  until,
  type MonitoringServer,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

// The gateway's own watch posts to nobody here: what the agent learns, it learns from Prometheus through Alertmanager.
let world: World
let alertmanager: MonitoringServer
let prometheus: MonitoringServer

beforeAll(async () => {
  world = await startWorld({ set: { GATEWAY_WATCH_URL: '' } })
  const receiver = {
    name: 'devops-ai',
    webhook_configs: [
      {
        url: `${world.both.agentUrl}/webhook/alerts`,
        send_resolved: true,
        http_config: { authorization: { credentials: world.both.tokens.alertmanager } },
      },
    ],
  }
  alertmanager = await startAlertmanager({
    config: {
      route: {
        receiver: 'devops-ai',
        group_by: ['alertname', 'container'],
        group_wait: '0s',
        group_interval: '1s',
        repeat_interval: '2s',
      },
      receivers: [receiver],
    },
  })
  const rule = (alert: string, expr: string) => ({
    alert,
    expr,
    for: '0s',
    labels: { severity: 'critical', container: '{{ $labels.name }}' },
    annotations: { summary: '{{ $labels.name }} is {{ $labels.state }} and {{ $labels.health }}' },
  })
  prometheus = await startPrometheus({
    scrapeConfigs: [
      {
        job_name: 'gateway',
        authorization: { credentials: world.both.tokens.operator },
        static_configs: [{ targets: [new URL(world.both.gatewayUrl).host] }],
      },
    ],
    ruleGroups: [
      {
        name: 'containers',
        rules: [
          rule('ContainerUnhealthy', 'container_state{health="unhealthy"} == 1'),
          rule('ContainerNotRunning', 'container_state{state=~"exited|restarting|paused"} == 1'),
        ],
      },
    ],
    alertmanagers: [alertmanager.url],
    interval: '500ms',
  })
})
afterAll(async () => {
  await prometheus?.[Symbol.asyncDispose]()
  await alertmanager?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})

const settled = ['resolved', 'no_action', 'escalated']
const ended = (name: string, deadlineMs = 90_000) =>
  world.both.untilIncident(
    `an ended incident on ${name}`,
    ({ target, phase }) => target?.name === name && settled.includes(phase),
    deadlineMs,
  )

test('a container hung by SIGSTOP is repaired and verified, though Alertmanager repeats itself every two seconds', async () => {
  const { id, name } = await world.service('hung', { autonomy: 'auto' })
  await world.hang(id)
  const incident = await ended(name)
  expect(incident).toMatchObject({ phase: 'resolved', verification: 'fixed', changes: 1 })
  expect(await world.starts('hung')).toBe(2)
  expect(world.recorder.of(name, 'restart')).toHaveLength(1)

  // Alertmanager says "resolved" of a container that is healthy by now: that is written down, and changes nothing.
  await until(
    async () => (await world.both.incident(incident.id)).events.some(({ event }) => event.type === 'alert_resolved'),
    {
      what: 'the resolved alert in the log of the incident',
      deadlineMs: 60_000,
    },
  )
  expect(world.recorder.of(name, 'restart')).toHaveLength(1)
  expect((await world.both.incidents()).filter(({ target }) => target?.name === name)).toHaveLength(1)
})

test('an observed container gets a suggestion and no change', async () => {
  const { id, name } = await world.service('observed')
  await world.hang(id)
  expect(await ended(name)).toMatchObject({ phase: 'escalated', changes: 0 })
  expect(await world.starts('observed')).toBe(1)
})

test('a container stopped by a person stays stopped', async () => {
  const { id, name } = await world.service('stopped', { autonomy: 'auto' })
  await stopContainer(world.api, id)
  expect(await ended(name)).toMatchObject({ phase: 'no_action', cause: 'stopped_by_person', changes: 0 })
  expect((await inspectContainer(world.api, id)).State.Running).toBe(false)
})

test('a paused container is unpaused', async () => {
  const { id, name } = await world.service('paused', { autonomy: 'auto' })
  await pauseContainer(world.api, id)
  expect(await ended(name)).toMatchObject({ phase: 'resolved', cause: 'paused', verification: 'fixed' })
  expect((await inspectContainer(world.api, id)).State.Paused).toBe(false)
})

test('a crash-looping container escalates after its budget, once', async () => {
  const { name } = await world.service('looping', {
    autonomy: 'auto',
    program: 'sleep 0.3; exit 1',
    spec: { restart: 'always' },
  })
  const incident = await world.both.untilIncident(
    'an escalated incident',
    ({ target, phase }) => target?.name === name && phase === 'escalated',
    150_000,
  )
  expect(incident.changes).toBeLessThanOrEqual(2)
  expect(world.recorder.of(name, 'restart').length).toBe(incident.changes)
  expect(incident.events.filter(({ event }) => event.type === 'escalated')).toHaveLength(1)
})
