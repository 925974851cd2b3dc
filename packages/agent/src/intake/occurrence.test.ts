import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { AlertWebhook, IncidentAlert } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { labelsHash } from './fingerprint.ts'
import { occurrencesOf, type Occurrence } from './occurrence.ts'

const startsAt = '2026-01-01T02:00:00.123456789+02:00'
const read = (alert: object, group: object = {}): Occurrence => {
  const body = AlertWebhook.parse({ ...group, alerts: [{ labels: { alertname: 'Down' }, startsAt, ...alert }] })
  const [only] = occurrencesOf(body, 'prometheus')
  if (!only) throw new Error('no occurrence')
  return only
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

test('whatever a sender writes becomes a bounded alert that the contract knows', () => {
  const texts = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 3_000 }))
  fc.assert(
    fc.property(texts, texts, fc.date({ noInvalidDate: true }), (labels, annotations, start) => {
      const occurrence = read({ labels, annotations, startsAt: start.toISOString() })
      expect(IncidentAlert.parse(occurrence.alert)).toEqual(occurrence.alert)
      expect(JSON.stringify(occurrence.alert).length).toBeLessThan(6_000)
      expect(JSON.stringify(occurrence.alert)).not.toMatch(/\\u00[01]|\p{Cc}/u)
    }),
  )
})

const folder = new URL('../../../../../shared/data/alertmanager-payloads/', import.meta.url)
const Captured = z.union([
  z.object({ headers: z.unknown(), body: AlertWebhook }).transform(({ body }) => body),
  AlertWebhook,
])

test('every captured body is understood', async ({ annotate }) => {
  if (!existsSync(folder)) {
    await annotate('alertmanager-payloads is not here: no captured body was tried')
    return
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
  for (const file of files) {
    const body = Captured.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    const occurrences = occurrencesOf(body, 'captured')
    expect([file, occurrences.length]).toEqual([file, body.alerts.length])
    expect(new Set(occurrences.map(({ fingerprint, startsAt: start }) => `${fingerprint} ${start}`)).size).toBe(
      occurrences.length,
    )
    expect(
      occurrences.every(({ alert }) => alert.name !== 'unnamed alert' && IncidentAlert.safeParse(alert).success),
    ).toBe(true)
    if (file.includes('resolved') && !file.includes('mixed'))
      expect([file, ...new Set(occurrences.map(({ status }) => status))]).toEqual([file, 'resolved'])
  }
  await annotate(`${files.length} captured bodies`)
})
