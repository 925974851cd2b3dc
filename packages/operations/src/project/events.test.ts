import { expect, test } from 'vitest'
import { EventsFacts, projectEvents } from './events.ts'

const event = (seconds: number, more: object = {}) => ({
  Type: 'container',
  Action: 'die',
  Actor: { ID: 'c'.repeat(64), Attributes: { name: 'web', image: 'shop/web:1', exitCode: '137', 'com.x': 'label' } },
  scope: 'local',
  time: seconds,
  timeNano: seconds * 1e9,
  ...more,
})

test('events of several engines stand in the order of their clocks, without labels', () => {
  const { data, text } = projectEvents([
    { engine: 'edge', events: [event(1_767_225_601)] },
    { engine: 'local', events: [event(1_767_225_600, { timeNano: undefined })] },
  ])
  expect(EventsFacts.parse(data).events[0]).toEqual({
    engine: 'local',
    at: '2026-01-01T00:00:00.000Z',
    type: 'container',
    action: 'die',
    id: 'c'.repeat(64),
    name: 'web',
    details: { image: 'shop/web:1', exitCode: '137' },
  })
  expect(text.split('\n')[0]).toBe(
    '2026-01-01T00:00:00.000Z  local  container  die  web  image=shop/web:1  exitCode=137',
  )
})

test('of too many the newest are told, and how many stood before them', () => {
  const events = Array.from({ length: 503 }, (_, index) => event(1_767_225_600 + index))
  const { data, text } = projectEvents([{ engine: 'local', events }])
  expect(data.truncated).toBe(true)
  expect(data.events).toHaveLength(500)
  expect(data.events[0]?.at).toBe('2026-01-01T00:00:03.000Z')
  expect(text.startsWith('[3 before]\n')).toBe(true)
})

test('what is no event is not left out', () => {
  const { data } = projectEvents([{ engine: 'local', events: ['what', { Type: 'x' }] }])
  expect(data.events.map(({ type }) => type)).toEqual(['unknown', 'unknown'])
  expect(projectEvents([{ engine: 'local', events: [] }]).text).toBe('no events')
})
