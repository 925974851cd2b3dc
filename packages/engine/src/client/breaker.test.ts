import { expect, test } from 'vitest'
import { type Breaker, breaker } from './breaker.ts'

/** A breaker that opens at the third failure; `engine` says whether it answers the deciding question. */
function setUp(engine: { answers: boolean }) {
  const openings: string[] = []
  let questions = 0
  const confirm = async (): Promise<void> => {
    questions += 1
    await Promise.resolve()
    if (!engine.answers) throw new Error('nothing came')
  }
  const tested = breaker({ mostFailures: 3, confirm, opened: (reason) => openings.push(reason) })
  return { tested, openings, questions: () => questions }
}

const fail = (tested: Breaker, times: number): void => {
  for (let time = 0; time < times; time += 1) tested.failed()
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('before the last failure of a row nothing is suspected', async () => {
  const { tested, questions } = setUp({ answers: false })
  fail(tested, 2)
  tested.answered()
  fail(tested, 2)
  await settled()
  expect([tested.refusal(), questions()]).toEqual([null, 0])
})

test('a row of failures and a question without answer open it, once, with the reason', async () => {
  const { tested, openings, questions } = setUp({ answers: false })
  fail(tested, 10)
  await settled()
  fail(tested, 10)
  await settled()
  expect([tested.refusal(), openings, questions()]).toEqual(['nothing came', ['nothing came'], 1])
})

test('an engine that answers the question is not refused for a container that hangs', async () => {
  const { tested, openings, questions } = setUp({ answers: true })
  fail(tested, 3)
  await settled()
  expect([tested.refusal(), openings, questions()]).toEqual([null, [], 1])
  fail(tested, 2)
  await settled()
  expect(questions()).toBe(1)
})

test('the first answer closes it, and it may open again', async () => {
  const { tested, openings } = setUp({ answers: false })
  fail(tested, 3)
  await settled()
  tested.answered()
  expect(tested.refusal()).toBeNull()
  fail(tested, 3)
  await settled()
  expect(openings).toHaveLength(2)
})

test('an answer while the question is on its way counts', async () => {
  const { tested } = setUp({ answers: false })
  fail(tested, 3)
  tested.answered()
  await settled()
  expect(tested.refusal()).toBeNull()
})
