import { MaintenanceList, MaintenanceWindow } from '@devops-ai/contract'
import {
  execIn,
  inspectContainer,
  restartContainer,
  startAlertmanager,
  until,
  type MonitoringServer,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

let world: World
let alertmanager: MonitoringServer
beforeAll(async () => {
  const receivers = [{ name: 'nobody' }]
  alertmanager = await startAlertmanager({ config: { route: { receiver: 'nobody' }, receivers } })
  world = await startWorld({ set: { AGENT_CHANGES_PER_HOUR: '3', AGENT_ALERTMANAGER_URL: alertmanager.url } })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await alertmanager[Symbol.asyncDispose]()
})

const incidentOn = (name: string, phase: string) =>
  world.both.untilIncident(
    `an incident on ${name} that is ${phase}`,
    (one) => one.target?.name === name && one.phase === phase,
    60_000,
  )

test('what is maintained is left alone, and looked at again when the window is ended', async () => {
  const { id, name } = await world.service('maintained', { autonomy: 'auto' })
  const added = await world.both.cli(
    ...[
      'maintenance',
      'add',
      'service=maintained',
      `name=~maintained-.*`,
      '--for',
      '1h',
      '--reason',
      'new disks',
      '--json',
    ],
  )
  const window = MaintenanceWindow.parse(JSON.parse(added.stdout))
  await world.hang(id)
  expect((await incidentOn(name, 'waiting')).waiting).toEqual({
    for: 'the maintenance by operator',
    until: window.ends_at,
  })
  expect((await world.both.cli('maintenance', 'list')).stdout).toContain('service=maintained')
  const listed = await fetch(`${world.both.agentUrl}/maintenance`, {
    headers: { authorization: `Bearer ${world.both.tokens.operator}` },
  })
  expect(MaintenanceList.parse(await listed.json()).windows).toMatchObject([
    { id: window.id, state: 'open', by: 'operator' },
  ])
  expect(await world.starts('maintained')).toBe(1)
  expect((await world.both.cli('maintenance', 'end', window.id)).code).toBe(0)
  expect(await incidentOn(name, 'resolved')).toMatchObject({ changes: 1, verification: 'fixed' })
  expect(await world.starts('maintained')).toBe(2)
})

test('while a person has paused the agent nothing is changed, across a kill of the agent', async () => {
  const { id, name } = await world.service('audited', { autonomy: 'auto' })
  expect((await world.both.cli('pause', '--reason', 'the audit')).stdout).toContain('Paused by operator')
  await world.hang(id)
  await incidentOn(name, 'waiting')
  const agent = world.both.process('agent')
  agent.kill('SIGKILL')
  await agent.exited
  await world.both.start('agent')
  expect((await incidentOn(name, 'waiting')).waiting).toEqual({ for: 'the pause by operator', until: null })
  expect(await world.starts('audited')).toBe(1)
  await world.both.cli('resume')
  expect(await incidentOn(name, 'resolved')).toMatchObject({ changes: 1 })
})

test('what is silenced in Alertmanager is left alone until the silence ends', async () => {
  const { id, name } = await world.service('silenced', { autonomy: 'auto' })
  const endsAt = new Date(Date.now() + 8_000).toISOString()
  const answer = await fetch(new URL('/api/v2/silences', alertmanager.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ startsAt: new Date().toISOString(), endsAt, createdBy: 'ada', comment: 'known' },
      matchers: [{ name: 'service', value: 'silenced', isRegex: false, isEqual: true }],
    }),
  })
  expect(answer.status).toBe(200)
  await world.hang(id)
  const { events } = await incidentOn(name, 'resolved')
  expect(events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'held', by: 'silence', for: 'the silence by ada' }),
  )
})

test('restarts by people and by the policy of the engine spend the budget: a person is told once, then it is quiet', async () => {
  const { id, name } = await world.service('spent', {
    autonomy: 'auto',
    spec: { restart: 'always' },
    program: 'rm -f /tmp/die; httpd -p 80 -h /tmp; while [ ! -e /tmp/die ]; do sleep 0.1; done; exit 1',
  })
  const starts = (count: number) =>
    until(async () => (await world.starts('spent')) === count, { what: `start ${count}`, deadlineMs: 60_000 })
  await starts(1)
  await restartContainer(world.api, id)
  await starts(2)
  await restartContainer(world.api, id)
  await starts(3)
  await execIn(world.api, id, ['touch', '/tmp/die'])
  await starts(4)
  await world.hang(id)
  const incident = await incidentOn(name, 'escalated')
  const reasons = incident.events.flatMap(({ event }) => (event.type === 'escalated' ? [event.reason] : []))
  expect(reasons).toEqual([
    expect.stringMatching(/3 restarts \(0 by the agent, 1 by the engine's own policy, 2 by people\).*budget is 3/),
  ])
  expect([incident.changes, await world.starts('spent')]).toEqual([0, 4])
  expect((await inspectContainer(world.api, id)).State.Running).toBe(true)
  const startsAt = new Date().toISOString()
  const labels = { alertname: 'StillDown', container: name, severity: 'critical' }
  const posted = await fetch(`${world.both.agentUrl}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.both.tokens.alertmanager}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      version: '4',
      status: 'firing',
      receiver: 'x',
      alerts: [{ status: 'firing', labels, annotations: {}, startsAt }],
    }),
  })
  expect(posted.status).toBe(202)
  const again = await until(
    async () => {
      const { events, changes, phase } = await world.both.incident(incident.id)
      const told = events.filter(({ event }) => event.type === 'escalated').length
      return (
        events.some(({ event }) => event.type === 'alert_received' && event.alert.name === 'StillDown') && {
          changes,
          phase,
          told,
        }
      )
    },
    { what: 'the second alert in the log', deadlineMs: 60_000 },
  )
  expect(again).toEqual({ changes: 0, phase: 'escalated', told: 1 })
  expect(await world.starts('spent')).toBe(4)
})
