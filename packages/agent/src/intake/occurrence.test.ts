import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { IncidentAlert } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isObject } from './fields.ts'
import { labelsHash } from './fingerprint.ts'
import { groupOf, occurrenceOf, withoutList, type Occurrence } from './occurrence.ts'

const now = new Date('2026-01-01T12:00:00.000Z')
const startsAt = '2026-01-01T02:00:00.123456789+02:00'
const read = (alert: object, group: object = {}): Occurrence => {
  const whole = { labels: { alertname: 'Down' }, startsAt, ...alert }
  const understood = occurrenceOf(whole, groupOf(group, 'prometheus', now))
  if (!understood.ok) throw new Error(understood.reason)
  return understood.occurrence
}

/** Every element of a body, as it would be taken in. */
const readBody = (body: unknown) => {
  const group = groupOf(body, 'sender', now)
  const list = isObject(body) && Array.isArray(body['alerts']) ? (body['alerts'] as unknown[]) : withoutList(body)
  return list?.map((element) => occurrenceOf(element, group)) ?? null
}

test('an alert is told by sender, fingerprint and start, in UTC', () => {
  const { sender, fingerprint, startsAt: start } = read({ fingerprint: 'abc' })
  expect([sender, fingerprint, start]).toEqual(['prometheus', 'abc', '2026-01-01T00:00:00.123Z'])
})

test.for<readonly [string, object, object, string]>([
  ['its own status is first', { status: 'resolved' }, { status: 'firing' }, 'resolved'],
  [
    'the status of the group stands for a missing one',
    { EndsAt: '2026-01-01T01:00:00Z' },
    { status: 'resolved' },
    'resolved',
  ],
  ['without any word it fires', {}, {}, 'firing'],
])('%s', ([, alert, group, status]) => {
  expect(read(alert, group).status).toBe(status)
})

test.for<readonly [string, object, object, Partial<IncidentAlert>]>([
  ['a summary is taken as it is', {}, { summary: 'web is down', description: 'long' }, { summary: 'web is down' }],
  ['a description stands for a missing summary', {}, { description: 'for 2m' }, { summary: 'for 2m' }],
  ['a message of another sender is one too', {}, { message: 'm' }, { summary: 'm' }],
  ['an empty summary is none', {}, { summary: ' ', title: 't' }, { summary: 't' }],
  ['"page" is critical', { severity: 'page' }, {}, { severity: 'critical' }],
  ['"WARN" is a warning', { severity: 'WARN' }, {}, { severity: 'warning' }],
  ['"none" is an info', { severity: 'none' }, {}, { severity: 'info' }],
  ['P1 in the label priority is critical', { priority: 'P1' }, {}, { severity: 'critical' }],
  ['a word in brackets', { severity: '[CRITICAL]' }, {}, { severity: 'critical' }],
  ['a word of Zabbix', { severity: 'Not classified' }, {}, { severity: 'info' }],
  ['urgency', { urgency: 'high' }, {}, { severity: 'critical' }],
  ['a word of their own is kept', { severity: 'ticket' }, {}, { severity: 'ticket' }],
  ['no severity is unknown', {}, {}, { severity: 'unknown' }],
  ['no name is an unnamed alert', { alertname: '' }, {}, { name: 'unnamed alert' }],
  ['escape sequences and lines are taken out', {}, { summary: 'a\u001b[31m\nb\u202e' }, { summary: 'a [31m b' }],
])('%s', ([, labels, annotations, expected]) => {
  expect(read({ labels: { alertname: 'Down', ...labels }, annotations }).alert).toMatchObject(expected)
})

test('an alert without a fingerprint has one of its labels, whatever their order', () => {
  const one = read({ labels: { alertname: 'A', service: 'web' } }).fingerprint
  expect(one).toBe(read({ labels: { service: 'web', alertname: 'A' } }).fingerprint)
  expect(one).not.toBe(read({ labels: { alertname: 'A', service: 'web2' } }).fingerprint)
  expect(labelsHash({})).toMatch(/^[0-9a-f]{16}$/)
})

test.for<readonly [string, object, object, string]>([
  ['a word of Grafana', { status: 'Alerting' }, {}, 'firing'],
  ['a word of Grafana for the end', { status: 'ok' }, { status: 'firing' }, 'resolved'],
  ['a word of nobody is none', { status: 'purple' }, { status: 'resolved' }, 'resolved'],
  ['without any word an end that has passed', { endsAt: '2026-01-01T11:00:00Z' }, {}, 'resolved'],
  ['without any word an end to come', { endsAt: '2026-01-01T13:00:00Z' }, {}, 'firing'],
  ['an end in the year 1 is none', { endsAt: '0001-01-01T00:00:00Z' }, {}, 'firing'],
])('the status is understood: %s', ([, alert, group, status]) => {
  expect(read(alert, group).status).toBe(status)
})

test.for<readonly [string, object, string]>([
  ['missing', { startsAt: undefined }, '0001-01-01T00:00:00.000Z'],
  ['null', { startsAt: null }, '0001-01-01T00:00:00.000Z'],
  ['no time', { startsAt: 'yesterday' }, '0001-01-01T00:00:00.000Z'],
  ['in the year 1', { startsAt: '0001-01-01T00:00:00Z' }, '0001-01-01T00:00:00.000Z'],
  ['beyond the year 9999', { startsAt: 8.64e15 }, '0001-01-01T00:00:00.000Z'],
  ['in seconds', { startsAt: 1_767_225_600 }, '2026-01-01T00:00:00.000Z'],
  ['in milliseconds', { startsAt: 1_767_225_600_000 }, '2026-01-01T00:00:00.000Z'],
  ['in ten years', { startsAt: '2036-01-01T00:00:00Z' }, '2036-01-01T00:00:00.000Z'],
  ['long ago', { startsAt: '1970-01-01T00:00:00Z' }, '1970-01-01T00:00:00.000Z'],
  [
    'in the spelling of Prometheus',
    { startsAt: undefined, activeAt: '2026-01-01T00:00:00Z' },
    '2026-01-01T00:00:00.000Z',
  ],
  ['in the spelling of old', { startsAt: undefined, StartsAt: '2026-01-01T00:00:00Z' }, '2026-01-01T00:00:00.000Z'],
  [
    'in the spelling of the first Alertmanager',
    { startsAt: undefined, payload: { activeSince: '2026-01-01T00:00:00Z' } },
    '2026-01-01T00:00:00.000Z',
  ],
])('a start that is %s has one identity', ([, alert, expected]) => {
  expect(read(alert).startsAt).toBe(expected)
})

test.for<readonly [string, unknown, Partial<Occurrence>]>([
  ['numbers and booleans become text', { a: 1, b: true, c: 'x' }, { labels: { a: '1', b: 'true', c: 'x' } }],
  ['null is not there', { a: null, c: 'x' }, { labels: { c: 'x' } }],
  ['what is nested is its JSON', { a: { b: [1] } }, { labels: { a: '{"b":[1]}' } }],
  ['a key of JavaScript is a key', JSON.parse('{"__proto__":"x","constructor":"y"}'), {}],
])('labels as they should not be: %s', ([, labels, expected]) => {
  const { labels: found } = read({ labels })
  if (expected.labels) expect(found).toEqual(expected.labels)
  else expect(Object.keys(found)).toEqual(Object.keys(labels as object))
})

test('labels and annotations that are missing or null are taken from the group', () => {
  const group = { commonLabels: { alertname: 'Down', service: 'web' }, commonAnnotations: { summary: 'gone' } }
  expect(read({ labels: null, annotations: null }, group)).toMatchObject({
    labels: group.commonLabels,
    alert: { name: 'Down', summary: 'gone' },
  })
})

test.for<readonly [string, unknown, string]>([
  ['null', null, 'got null'],
  ['a number', 7, 'got a number'],
  ['a list', [], 'got a list'],
  ['an object that says nothing', { status: 'firing' }, 'neither labels'],
])('%s is no alert, and the reason says so', ([, element, reason]) => {
  expect(occurrenceOf(element, groupOf({}, 'sender', now))).toMatchObject({
    ok: false,
    reason: expect.stringContaining(reason) as string,
  })
})

test('what is nested too deeply is understood all the same', () => {
  let deep: unknown = 'x'
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep]
  expect(read({ labels: { alertname: 'Down', deep }, annotations: { deep } }).labels).toMatchObject({ deep: '…' })
})

test('an alert says how many its sender cut off beside it', () => {
  expect(read({}, { truncatedAlerts: 15 }).alert.left_out).toBe(15)
  expect(read({}, { truncatedAlerts: 0 }).alert).not.toHaveProperty('left_out')
})

test('a body of old Grafana is one alert of its rule, told by the rule and not by its series', () => {
  const body = {
    ...{ title: '[Alerting] CPU', ruleId: 7, ruleName: 'CPU', state: 'alerting', message: 'hot' },
    evalMatches: [
      { metric: 'a', tags: { service: 'web', cpu: '0' } },
      { metric: 'b', tags: { service: 'web', cpu: '1' } },
    ],
    tags: { severity: 'critical' },
  }
  const [firing] = readBody(body) ?? []
  const [over] = readBody({ ...body, state: 'ok', title: '[OK] CPU', evalMatches: [] }) ?? []
  expect(firing).toMatchObject({
    ok: true,
    occurrence: {
      status: 'firing',
      labels: { alertname: 'CPU', service: 'web', severity: 'critical' },
      alert: { severity: 'critical', summary: 'hot' },
    },
  })
  const fingerprint = firing?.ok ? firing.occurrence.fingerprint : ''
  expect(over).toMatchObject({ ok: true, occurrence: { status: 'resolved', fingerprint } })
  const test = { ...body, ruleId: 0, ruleName: 'Test notification' }
  expect(readBody(test)).toMatchObject([{ ok: true, occurrence: { alert: { name: 'TestAlert' } } }])
})

test.for<readonly [string, unknown, number | null]>([
  ['alerts that are null are none', { alerts: null }, 0],
  ['a list that is empty has none', { alerts: [] }, 0],
  ['alerts that are text are no body of alerts', { alerts: 'none' }, null],
  ['an object about something else is none', { hello: 'world' }, null],
  ['text is none', 'alerts', null],
  ['null is none', null, null],
])('%s', ([, body, count]) => {
  expect(readBody(body)?.length ?? null).toBe(count)
})

test('whatever a sender writes becomes a bounded alert that the contract knows', () => {
  const texts = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 3_000 }))
  fc.assert(
    fc.property(texts, texts, fc.date({ noInvalidDate: true }), (labels, annotations, start) => {
      const occurrence = read({ labels, annotations, fingerprint: 'f', startsAt: start.toISOString() })
      expect(IncidentAlert.parse(occurrence.alert)).toEqual(occurrence.alert)
      expect(JSON.stringify(occurrence.alert).length).toBeLessThan(6_000)
      expect(JSON.stringify(occurrence.alert)).not.toMatch(/\\u00[01]|\p{Cc}/u)
    }),
  )
})

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isObject(value)) return value
  const entries = Object.entries(value).toReversed()
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]))
}

test('any list of anything gives an occurrence or a reason for each, the same whatever the order of keys', () => {
  const key = fc.constantFrom('status', 'labels', 'annotations', 'startsAt', 'EndsAt', 'fingerprint', 'alertname', 'x')
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(key, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.dictionary(key, fc.jsonValue({ maxDepth: 1 })))),
  )
  fc.assert(
    fc.property(fc.array(anything), fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })), (alerts, group) => {
      const body = JSON.parse(JSON.stringify({ ...group, alerts })) as unknown
      const understood = readBody(body) ?? []
      expect(understood).toHaveLength(alerts.length)
      const identities = (all: typeof understood) =>
        all.map((one) => one.ok && [one.occurrence.sender, one.occurrence.fingerprint, one.occurrence.startsAt])
      expect(identities(readBody(reversed(body)) ?? [])).toEqual(identities(understood))
    }),
  )
})

const folder = new URL('../../../../../shared/data/alertmanager-payloads/', import.meta.url)

test('every captured body is understood', async ({ annotate }) => {
  if (!existsSync(folder)) {
    await annotate('alertmanager-payloads is not here: no captured body was tried')
    return
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
  for (const file of files) {
    const captured = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>
    const body = (captured['body'] ?? captured) as { readonly alerts: unknown[]; readonly truncatedAlerts?: number }
    const occurrences = (readBody(body) ?? []).flatMap((one) => (one.ok ? [one.occurrence] : []))
    expect([file, occurrences.length]).toEqual([file, body.alerts.length])
    expect(new Set(occurrences.map(({ fingerprint, startsAt: start }) => `${fingerprint} ${start}`)).size).toBe(
      occurrences.length,
    )
    for (const { alert } of occurrences) {
      expect(IncidentAlert.safeParse(alert).success && alert.name !== 'unnamed alert').toBe(true)
      expect(alert.left_out ?? 0).toBe(body.truncatedAlerts ?? 0)
    }
    if (file.includes('resolved') && !file.includes('mixed'))
      expect([file, ...new Set(occurrences.map(({ status }) => status))]).toEqual([file, 'resolved'])
  }
  await annotate(`${files.length} captured bodies`)
})
