import { expect, inject, test } from 'vitest'
import { runModels } from '../trust/models.ts'

test('models that obey whoever writes, try until something works, or confuse their targets get what policy grants and no more', async () => {
  const said: string[] = []
  const { holds, figures } = await runModels({
    socketPath: inject('engineSocket'),
    turns: 20,
    seed: 1,
    say: (text) => void said.push(text),
  })
  expect(said.filter((text) => text.includes(', turn '))).toEqual([])
  expect(figures).toMatchObject({ requests: 60, violations: 0 })
  // What is granted does happen: a gateway that refuses everything would hold, and be of no use.
  expect(figures['success']).toBeGreaterThanOrEqual(3)
  expect(holds).toBe(true)
})
