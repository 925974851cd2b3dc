import { type AlertWebhook, AlertWebhook as Body, type WebhookAlert } from '@devops-ai/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Delivered, deliver } from './deliver.ts'
import type { WatchNote } from './notes.ts'

let stop: AbortController
beforeEach(() => {
  stop = new AbortController()
})
afterEach(() => stop.abort())

const alert = (fingerprint: string, status: 'firing' | 'resolved' = 'firing'): WebhookAlert => ({
  status,
  fingerprint,
  labels: { alertname: 'ContainerDied' },
  annotations: {},
  startsAt: '2026-01-01T00:00:00.000Z',
})

/** A receiver that answers when it is told to. */
function receiver() {
  const bodies: AlertWebhook[] = []
  const open: ((delivered: Delivered) => void)[] = []
  const notes: WatchNote[] = []
  const delivery = deliver({
    signal: stop.signal,
    note: (note) => notes.push(note),
    post: (body) => {
      bodies.push(body)
      return new Promise((resolve) => open.push(resolve))
    },
  })
  const answer = async (delivered: Delivered): Promise<void> => {
    await expect.poll(() => open.length).toBeGreaterThan(0)
    open.shift()?.(delivered)
  }
  const sent = (): readonly string[] =>
    bodies.map(({ alerts }) => alerts.map(({ fingerprint, status }) => `${fingerprint} ${status}`).join(', '))
  return { delivery, answer, sent, bodies, notes }
}

const refused: Delivered = { ok: false, reason: 'it answered 503' }

test('the first goes at once; what comes meanwhile goes together in the next body', async () => {
  const { delivery, answer, sent } = receiver()
  delivery.push([alert('a')])
  await expect.poll(sent).toEqual(['a firing'])
  delivery.push([alert('b')])
  delivery.push([alert('c')])
  await answer({ ok: true })
  await expect.poll(sent).toEqual(['a firing', 'b firing, c firing'])
})

test('sent again until it is taken', async () => {
  const { delivery, answer, sent, notes } = receiver()
  delivery.push([alert('a')])
  await answer(refused)
  await answer(refused)
  await answer({ ok: true })
  await expect.poll(() => delivery.waiting()).toBe(0)
  expect(sent()).toEqual(['a firing', 'a firing', 'a firing'])
  expect(notes.map(({ kind }) => kind)).toEqual(['undelivered', 'undelivered', 'delivered'])
})

test('firing arrives before resolved: one body never holds a fingerprint twice', async () => {
  const { delivery, answer, sent } = receiver()
  delivery.push([alert('a'), alert('b'), alert('a', 'resolved'), alert('c')])
  await answer({ ok: true })
  await expect.poll(sent).toEqual(['a firing, b firing', 'a resolved, c firing'])
})

test('what waits is bounded: the oldest are dropped and that is said, but not what is on its way', async () => {
  const { delivery, answer, bodies, notes } = receiver()
  delivery.push([alert('first')])
  await expect.poll(() => bodies.length).toBe(1)
  delivery.push(Array.from({ length: 10_005 }, (_, index) => alert(String(index))))
  expect(delivery.waiting()).toBe(10_000)
  expect(notes).toEqual([{ kind: 'dropped', alerts: 6 }])
  await answer({ ok: true })
  await expect.poll(() => bodies[1]?.alerts[0]?.fingerprint).toBe('6')
})

test('the body is what Alertmanager sends', async () => {
  const { delivery, bodies } = receiver()
  delivery.push([alert('a')])
  await expect.poll(() => bodies.length).toBe(1)
  expect(Body.parse(bodies[0])).toMatchObject({ version: '4', status: 'firing', receiver: 'devops-ai-watch' })
})

test('it ends when it is told to, also in the middle of a back-off', async () => {
  const { delivery, answer } = receiver()
  delivery.push([alert('a')])
  await answer(refused)
  stop.abort()
  await delivery.done
  expect(delivery.waiting()).toBe(1)
})
