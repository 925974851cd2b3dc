import { inspectContainer, pauseContainer, stopContainer, untilStatus } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const settled = ['resolved', 'no_action', 'escalated', 'closed']
const ended = (name: string) =>
  world.both.untilIncident(
    `an ended incident on ${name}`,
    ({ target, phase }) => target?.name === name && settled.includes(phase),
    60_000,
  )

test('a container that hangs is restarted once, verified, and told with citations', async () => {
  const { id, name } = await world.service('hung', { autonomy: 'auto' })
  await world.hang(id)
  const incident = await ended(name)
  expect(incident).toMatchObject({ phase: 'resolved', cause: 'process_hung', verification: 'fixed', changes: 1 })
  expect(await world.starts('hung')).toBe(2)
  const diagnosed = incident.events.map(({ event }) => event).find((event) => event.type === 'diagnosed')
  const evidence = incident.events.flatMap(({ event }) =>
    event.type === 'evidence_gathered' ? event.evidence.map(({ number }) => number) : [],
  )
  expect(diagnosed?.diagnosis.citations.length).toBeGreaterThan(0)
  expect(evidence).toEqual(expect.arrayContaining([...(diagnosed?.diagnosis.citations ?? [])]))
  expect(await world.both.cli('journal', 'verify')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^verified: \d+ entries/),
  })
})

test('an observed container gets a suggestion and no change', async () => {
  const { id, name } = await world.service('observed')
  await world.hang(id)
  const incident = await ended(name)
  expect(incident.phase).toBe('escalated')
  expect(incident.events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'escalated', suggestion: expect.stringContaining('restart') }),
  )
  expect(await world.starts('observed')).toBe(1)
})

test('a container that crashed once is started', async () => {
  const { id, name } = await world.service('crashed', {
    autonomy: 'auto',
    program:
      'if [ -f /tmp/x ]; then trap "exit 0" TERM; httpd -f -p 80 -h /tmp & wait; else touch /tmp/x; sleep 2; echo boom >&2; exit 1; fi',
  })
  const incident = await ended(name)
  expect(incident).toMatchObject({ phase: 'resolved', cause: 'crashed', verification: 'fixed' })
  expect((await inspectContainer(world.api, id)).State.Running).toBe(true)
})

test('a container that a person stopped stays stopped', async () => {
  const { id, name } = await world.service('stopped', { autonomy: 'auto' })
  await stopContainer(world.api, id)
  await untilStatus(world.api, id, 'exited', 60_000)
  // A monitor that knows nothing of the person says that it is down.
  await postAlert({ alertname: 'ServiceDown', container: name, severity: 'critical' })
  const incident = await ended(name)
  expect(incident).toMatchObject({ phase: 'no_action', cause: 'stopped_by_person', changes: 0 })
  expect((await inspectContainer(world.api, id)).State.Running).toBe(false)
})

test('a paused container is unpaused, not restarted', async () => {
  const { id, name } = await world.service('paused', { autonomy: 'auto' })
  await pauseContainer(world.api, id)
  await postAlert({ alertname: 'ServiceDown', container: name, severity: 'critical' })
  const incident = await ended(name)
  expect(incident).toMatchObject({ phase: 'resolved', cause: 'paused', verification: 'fixed' })
  expect((await inspectContainer(world.api, id)).State.Paused).toBe(false)
  expect(await world.starts('paused')).toBe(1)
})

test('a crash loop is tried within the budget, then a person is told once', async () => {
  const { name } = await world.service('looping', {
    autonomy: 'auto',
    program: 'sleep 0.3; echo "cannot parse the configuration" >&2; exit 1',
    spec: { restart: 'always' },
  })
  const incident = await world.both.untilIncident(
    'an escalated incident',
    ({ target, phase }) => target?.name === name && phase === 'escalated',
    120_000,
  )
  expect(incident.cause).toBe('crash_loop')
  expect(incident.changes).toBeLessThanOrEqual(2)
  expect(incident.events.filter(({ event }) => event.type === 'escalated')).toHaveLength(1)
  expect(world.recorder.of(name, 'restart').length).toBe(incident.changes)
})

test('a resolved alert for a healthy container changes nothing', async () => {
  const { name } = await world.service('fine', { autonomy: 'auto' })
  await postAlert({ alertname: 'ServiceDown', container: name }, 'resolved')
  expect(await ended(name)).toMatchObject({ phase: 'no_action', changes: 0 })
  expect(await world.starts('fine')).toBe(1)
})

test('an alert alone, on a healthy container, changes nothing', async () => {
  const { name } = await world.service('accused', { autonomy: 'auto' })
  await postAlert({ alertname: 'ContainerUnhealthy', container: name, severity: 'critical' })
  expect(await ended(name)).toMatchObject({ phase: 'no_action', changes: 0 })
})

test('the same alert from a second sender makes neither a second incident nor a second restart', async () => {
  const { id, name } = await world.service('doubled', { autonomy: 'auto' })
  await world.hang(id)
  const labels = { alertname: 'ContainerDown', name, severity: 'page' }
  await Promise.all([postAlert(labels), postAlert(labels), postAlert(labels)])
  const incident = await ended(name)
  const incidents = (await world.both.incidents()).filter(({ target }) => target?.name === name)
  expect(await world.starts('doubled')).toBe(incident.verification === 'fixed' ? 2 : 1)
  expect(incidents.filter(({ changes }) => changes > 0).length).toBeLessThanOrEqual(1)
  expect(world.recorder.of(name, 'restart').length).toBeLessThanOrEqual(1)
})

test('a target that cannot be known is asked of a person', async () => {
  await postAlert({ alertname: 'ContainerAbsent', severity: 'critical', instance: 'cadvisor:8080' })
  const incident = await world.both.untilIncident(
    'an escalated incident without a target',
    ({ target, phase }) => target === null && phase === 'escalated',
    30_000,
  )
  expect(incident).toMatchObject({ cause: 'target_unknown', changes: 0 })
})

async function postAlert(labels: Readonly<Record<string, string>>, status = 'firing'): Promise<void> {
  const startsAt = new Date().toISOString()
  const endsAt = status === 'resolved' ? startsAt : '0001-01-01T00:00:00Z'
  const alert = {
    status,
    labels,
    annotations: { summary: `${labels['alertname']} by a monitor` },
    startsAt,
    endsAt,
    generatorURL: '',
    fingerprint: fingerprint(labels),
  }
  const response = await fetch(`${world.both.agentUrl}/webhook/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.both.tokens.alertmanager}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      version: '4',
      groupKey: '{}',
      status,
      receiver: 'devops-ai',
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: '',
      alerts: [alert],
    }),
  })
  expect(response.status).toBe(202)
}

const fingerprint = (labels: object): string =>
  Buffer.from(JSON.stringify(labels)).toString('hex').slice(-16).padStart(16, '0')
