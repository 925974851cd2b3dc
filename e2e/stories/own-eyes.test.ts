import type { IncidentDetail } from '@devops-ai/contract'
import {
  removeContainer,
  restartContainer,
  startAlertmanager,
  startPrometheus,
  untilHealth,
  type MonitoringServer,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

// The gateway's own watch posts to nobody here, so nobody says "resolved" but Prometheus, and only of its own alerts.
const agentEnvironment: Record<string, string> = {}
let world: World
let alertmanager: MonitoringServer
let prometheus: MonitoringServer

beforeAll(async () => {
  world = await startWorld({
    set: { GATEWAY_WATCH_URL: '', AGENT_VERIFY_SECONDS: '15' },
    env: { agent: agentEnvironment },
  })
  const { agentUrl, gatewayUrl, tokens } = world.both
  alertmanager = await startAlertmanager({
    config: {
      route: {
        receiver: 'devops-ai',
        group_by: ['...'],
        group_wait: '0s',
        group_interval: '1s',
        repeat_interval: '1h',
      },
      receivers: [
        {
          name: 'devops-ai',
          webhook_configs: [
            {
              url: `${agentUrl}/webhook/alerts`,
              send_resolved: false,
              http_config: { authorization: { credentials: tokens.alertmanager } },
            },
          ],
        },
      ],
    },
  })
  const rule = (alert: string, expr: string) => ({
    alert,
    expr,
    labels: { severity: 'critical', container: '{{ $labels.name }}' },
    annotations: { summary: '{{ $labels.name }} is in trouble' },
  })
  prometheus = await startPrometheus({
    scrapeConfigs: [
      {
        job_name: 'gateway',
        authorization: { credentials: tokens.operator },
        static_configs: [{ targets: [new URL(gatewayUrl).host] }],
      },
    ],
    ruleGroups: [
      {
        name: 'containers',
        rules: [
          rule('ContainerUnhealthy', 'container_state{health="unhealthy",service!="backlog"} == 1'),
          // What a restart does not mend: it holds for an hour after the container was unhealthy once.
          rule('BacklogGrows', 'max_over_time(container_state{health="unhealthy",service="backlog"}[1h]) == 1'),
        ],
      },
    ],
    alertmanagers: [alertmanager.url],
    interval: '500ms',
  })
  agentEnvironment['AGENT_PROMETHEUS_URL'] = prometheus.url
  await world.both.process('agent').stop()
  await world.both.start('agent')
})
afterAll(async () => {
  await prometheus?.[Symbol.asyncDispose]()
  await alertmanager?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})

const settled = (name: string, phase: string) =>
  world.both.untilIncident(
    `an incident on ${name} that is ${phase}`,
    (incident) => incident.target?.name === name && incident.phase === phase,
    90_000,
  )
const verifiedIn = ({ events }: IncidentDetail) =>
  events.flatMap(({ event }) => (event.type === 'verified' ? [{ verdict: event.verdict, says: event.sentence }] : []))

/** A monitor that speaks once and never again. */
async function complain(container: string, generatorURL = ''): Promise<void> {
  const labels = { alertname: 'ServiceDown', container, severity: 'critical' }
  const alert = { status: 'firing', labels, annotations: {}, startsAt: new Date().toISOString(), generatorURL }
  const response = await fetch(`${world.both.agentUrl}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.both.tokens.alertmanager}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', status: 'firing', receiver: 'devops-ai', alerts: [alert] }),
  })
  expect(response.status).toBe(202)
}

test('a repair counts when the alert fires no more by its own expression', async () => {
  const { id, name } = await world.service('mended', { autonomy: 'auto' })
  await world.hang(id)
  const incident = await settled(name, 'resolved')
  expect(verifiedIn(incident)).toEqual([
    { verdict: 'fixed', says: expect.stringContaining('ContainerUnhealthy fires no more') as string },
  ])
  expect(await world.starts('mended')).toBe(2)
})

test('an alert that still fires by its own expression is no fix, however healthy the container is', async () => {
  const { id, name } = await world.service('backlog', { autonomy: 'auto' })
  await world.hang(id)
  const incident = await settled(name, 'escalated')
  expect(verifiedIn(incident)).toEqual([
    { verdict: 'no_effect', says: expect.stringMatching(/is healthy.*, but BacklogGrows still fires/) as string },
  ])
  expect(await world.starts('backlog')).toBe(2)
})

test('what a person mended ends by itself, though no monitor ever says that it is over', async () => {
  const { id, name } = await world.service('unsaid')
  await world.hang(id)
  await untilHealth(world.api, id, 'unhealthy', 60_000)
  await complain(name)
  const { id: told } = await settled(name, 'escalated')
  await restartContainer(world.api, id)
  const incident = await settled(name, 'resolved')
  expect([incident.id, incident.changes]).toEqual([told, 0])
  expect(incident.events.filter(({ event }) => event.type === 'seen_well')).toHaveLength(1)
})

test('an incident whose container is gone ends and says so', async () => {
  const { id, name } = await world.service('removed')
  await world.hang(id)
  await untilHealth(world.api, id, 'unhealthy', 60_000)
  await complain(name)
  const { id: told } = await settled(name, 'escalated')
  await removeContainer(world.api, id)
  const incident = await settled(name, 'no_action')
  expect(incident.id).toBe(told)
  expect(incident.events.at(-1)?.event.type).toMatch(/no_action|notified/)
  expect(incident.events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'target_gone', sentence: expect.stringContaining('is gone since') as string }),
  )
})

test('a Prometheus that is gone hinders no repair, and the verdict says what is not known', async () => {
  await prometheus[Symbol.asyncDispose]()
  const { id, name } = await world.service('unmonitored', { autonomy: 'auto' })
  await world.hang(id)
  await untilHealth(world.api, id, 'unhealthy', 60_000)
  await complain(name, `${prometheus.url}/graph?g0.expr=up&g0.tab=1`)
  const incident = await settled(name, 'resolved')
  expect(verifiedIn(incident)).toEqual([
    { verdict: 'fixed', says: expect.stringContaining('Prometheus does not answer') as string },
  ])
})
