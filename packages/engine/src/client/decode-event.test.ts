import { expect, test } from 'vitest'
import { decodeEvent } from './decode-event.ts'

const id = 'a'.repeat(64)
const line = (Actor: object, more: object = {}): string =>
  JSON.stringify({ status: 'die', Type: 'container', Action: 'die', Actor, time: 1, ...more }).replace(
    /}$/,
    ',"timeNano":1790000000123456789}',
  )

test('the time is read to the nanosecond', () => {
  expect(decodeEvent(line({ ID: id, Attributes: { exitCode: '1' } }))).toEqual({
    action: 'die',
    id,
    attributes: { exitCode: '1' },
    timeNano: 1_790_000_000_123_456_789n,
  })
})

test('a label cannot forge the time', () => {
  const event = decodeEvent(line({ ID: id, Attributes: { 'x","timeNano":1,"y': '"timeNano":2', timeNano: '3' } }))
  expect(event?.timeNano).toBe(1_790_000_000_123_456_789n)
})

test.for([
  ['an event of a network', line({ ID: id }, { Type: 'network' })],
  ['a short id', line({ ID: 'abc' })],
  ['half a line', '{"Type":"container","Acti'],
  ['no time', JSON.stringify({ Type: 'container', Action: 'die', Actor: { ID: id } })],
  ['another shape', '[]'],
] as const)('%s is no event of a container', ([, text]) => {
  expect(decodeEvent(text)).toBeNull()
})
