import { expect, test } from 'vitest'
import { coalesce } from './coalesce.ts'

function gated(): { readonly started: string[]; readonly work: (key: string) => Promise<void>; finish(): void } {
  const started: string[] = []
  const open: (() => void)[] = []
  return {
    started,
    work: (key) => {
      started.push(key)
      return new Promise((resolve) => open.push(resolve))
    },
    finish: () => open.shift()?.(),
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('whoever asks while it runs waits for one more run', async () => {
  const { started, work, finish } = gated()
  const ask = coalesce(4, work)
  const answered: string[] = []
  void ask('a').then(() => answered.push('first'))
  void ask('a').then(() => answered.push('second'))
  void ask('a').then(() => answered.push('third'))
  await turn()
  expect(started).toEqual(['a'])
  finish()
  await turn()
  expect({ answered, started }).toEqual({ answered: ['first'], started: ['a', 'a'] })
  finish()
  await turn()
  expect(answered).toEqual(['first', 'second', 'third'])
  expect(started).toHaveLength(2)
})

test('no more keys at once than there are slots', async () => {
  const { started, work, finish } = gated()
  const ask = coalesce(2, work)
  for (const key of ['a', 'b', 'c']) void ask(key)
  await turn()
  expect(started).toEqual(['a', 'b'])
  finish()
  await turn()
  expect(started).toEqual(['a', 'b', 'c'])
})

test('after it has ended it runs anew', async () => {
  const { started, work, finish } = gated()
  const ask = coalesce(1, work)
  for (let round = 0; round < 3; round += 1) {
    const done = ask('a')
    await turn()
    finish()
    await done
  }
  expect(started).toHaveLength(3)
})
