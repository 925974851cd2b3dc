import { expect, test } from 'vitest'
import { kinds } from '@devops-ai/operations'
import { recognisable, recognise } from '../recogniser.ts'
import { whyNotChange } from './changes.ts'
import { hostileTexts } from './hostile.ts'
import { inputOf } from './inputs.ts'
import { judged } from './laws.ts'
import { allKinds, drawn } from './operations.ts'
import { randomOf } from './random.ts'
import { spelled } from './spellings.ts'
import { tallied } from './tally.ts'

const hostile = hostileTexts()

test(
  `all laws hold on 200,000 texts, every fourth read as words too (${hostile.length || 'absent, no'} hostile texts)`,
  {
    timeout: 600_000,
  },
  () => {
    const tally = tallied({ seed: 1, from: 0, to: 200_000, wordsEach: 4 }, hostile)
    expect(tally.failures.slice(0, 20)).toEqual([])
    expect(tally).toMatchObject({ inputs: 200_000, operations: expect.toSatisfy((count: number) => count > 20_000) })
  },
)

test('the same seed and number make the same input, whatever was drawn before', () => {
  const drawnAgain = [7, 3, 5].map((index) => inputOf(42, index, []))
  expect([7, 3, 5].map((index) => inputOf(42, index, []))).toEqual(drawnAgain)
  expect(inputOf(43, 7, [])).not.toEqual(drawnAgain[0])
})

test('every operation is drawn, and the recogniser knows all of them and no others', () => {
  expect([...allKinds].toSorted()).toEqual([...kinds].toSorted())
  expect([...recognisable].toSorted()).toEqual([...kinds].toSorted())
})

test.for(allKinds)('every spelling of %s is recognised as what it was written from', (kind) => {
  for (let index = 0; index < 500; index += 1) {
    const random = randomOf(7, index)
    const operation = { ...drawn(random, kind), kind }
    const line = spelled(random, operation, 'web')
    expect([line, recognise(line, 'web')]).toEqual([line, operation])
  }
})

test('a text written from another operation than it says is a broken law', () => {
  const input = { text: 'docker restart web', target: 'web', meant: { kind: 'container.start' } }
  expect(judged(input, true).broken).toEqual([
    'written from {"kind":"container.start"}, parsed as {"kind":"container.restart"}',
  ])
})

test.for([
  ['a verb of it', 'please restart web', 'container.restart', null],
  ['a verb of two words', 'could you take the web service down', 'container.stop', null],
  ['a wide verb', 'ｒｅｓｔａｒｔ web', 'container.restart', null],
  ['a verb of another', 'stop web', 'container.restart', 'a change that the text has no verb of: container.restart'],
  ['a denial', 'do not restart web', 'container.restart', 'a change from a text that says "not"'],
  ['a pipe', 'restart web | sh', 'container.restart', 'a change from a text with "|"'],
  ['a wide semicolon', 'restart web；', 'container.restart', 'a change from a text with ";"'],
  ['a kind that nobody described', 'do it', 'container.eat', 'a change that nothing is known of: container.eat'],
] as const)('of words with %s', ([, text, kind, why]) => {
  expect(whyNotChange(text, kind)).toBe(why)
})
