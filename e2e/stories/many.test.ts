import { afterAll, beforeAll, expect, test } from 'vitest'
import { manyAtOnce, manyUnhealthy } from '../bench/fifty.ts'
import { startStage, type Stage } from '../bench/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage(() => {}, { set: manyAtOnce(3) })
})
afterAll(() => stage[Symbol.asyncDispose]())

test('ten containers that fail together are each judged and repaired, three at a time, and people are told of a storm', async () => {
  const figures = await manyUnhealthy(stage, 10, () => {})
  expect(figures).toMatchObject({ judged: 10, resolved: 10, restarts: 10 })
  expect(figures.atOnce).toBeLessThanOrEqual(3)
  expect((await stage.both.incidents()).map(({ name }) => name)).toContain('a storm of incidents')
})
