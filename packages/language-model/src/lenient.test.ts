import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonIn, unfenced } from './lenient.ts'

const value = { cause: 'crashed', citations: ['E1'] }
const json = JSON.stringify(value)

test.for([
  ['bare', json],
  ['with space around it', `\n  ${json}\n`],
  ['in a fence', `\`\`\`json\n${json}\n\`\`\``],
  ['in a fence between sentences', `Sure, here it is:\n\`\`\`\n${json}\n\`\`\`\nAnything else?`],
  ['after a sentence', `The answer is ${json}.`],
  ['encoded twice', JSON.stringify(json)],
  ['encoded twice, in a fence', JSON.stringify(`\`\`\`json\n${json}\n\`\`\``)],
  ['after its thoughts', `<think>maybe {"cause": "healthy"}?\n\`\`\`no\`\`\`</think>\n${json}`],
] as const)('JSON %s is read', ([, text]) => {
  expect(jsonIn(text)).toEqual(value)
})

test('a fence inside a text of the JSON is left alone', () => {
  const quoting = { sentence: 'run ```docker ps``` first' }
  expect(jsonIn(JSON.stringify(quoting))).toEqual(quoting)
})

test.for([
  ['nothing', ''],
  ['a sentence', 'I cannot tell.'],
  ['half an object', '{"cause": "crashed", "cit'],
  ['a fence that never ends', '```json\n{"cause":'],
] as const)('in %s there is no JSON', ([, text]) => {
  expect(jsonIn(text)).toBeUndefined()
})

test('numbers that came as strings stay strings: their shape is for the schema to judge', () => {
  expect(jsonIn('{"seconds":"30"}')).toEqual({ seconds: '30' })
})

test('whatever a model writes is read without a throw, and JSON in a fence comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      jsonIn(text)
      unfenced(text)
    }),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object, null, 2)
      expect(jsonIn(`\`\`\`json\n${text}\n\`\`\``)).toEqual(JSON.parse(text))
    }),
  )
})

test.for([
  ['bare', 'docker restart web'],
  ['in a fence', '```sh\ndocker restart web\n```'],
  ['in back ticks', '`docker restart web`'],
  ['after its thoughts', '<think>\nrestart or start?\n</think>\n\ndocker restart web\n'],
] as const)('a command %s is found', ([, text]) => {
  expect(unfenced(text)).toBe('docker restart web')
})

test.for(['```', '```a', '``` ', '```\n', '<think>', '`'])('a megabyte of %j is read in linear time', (piece) => {
  const begun = performance.now()
  unfenced(piece + (piece.at(-1) ?? '').repeat(1_000_000))
  unfenced(piece.repeat(1_000_000 / piece.length))
  expect(performance.now() - begun).toBeLessThan(10_000)
})
