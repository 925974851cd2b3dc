import { expect, test } from 'vitest'
import { normalise } from './normalise.ts'

test.each([
  ['two hundred lines', '200 lines'],
  ['a dozen replicas', '12 replicas'],
  ['half a dozen lines', '6 lines'],
  ['half an hour', '0.5 hour'],
  ['an hour and a half', '1.5 hour'],
  ['one and a half gigs', '1.5 gigs'],
  ['a quarter of a core', '0.25 core'],
  ['a single replica', '1 replica'],
  ['this one', 'this one'],
  ["it isn't up", 'it is not up'],
  ['un-pause it', 'unpause it'],
  ['roll-back', 'rollback'],
  ['memory=512m', 'memory = 512m'],
  ['1,024 lines', '1024 lines'],
  ["the api's logs!", 'the api logs'],
])('"%s" is read as "%s"', (intent, words) => {
  expect(normalise(intent).join(' ')).toBe(words)
})
