import { expect, test, vi } from 'vitest'
import { inTurn } from './in-turn.ts'

/** Looks that answer when they are told to, in the order in which they began. */
function looks() {
  const begun: { readonly answer: (said: string) => void; readonly fail: (error: Error) => void }[] = []
  const look = (): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    begun.push({ answer: resolve, fail: reject })
    return promise
  }
  return { begun, look }
}

test('a crowd at one place costs two looks, and nobody gets an answer that was begun before he asked', async () => {
  const { begun, look } = looks()
  const ask = inTurn<string>()
  const first = ask('/json', look)
  const crowd = Array.from({ length: 31 }, () => ask('/json', look))
  expect(begun).toHaveLength(1)
  begun[0]?.answer('before')
  expect(await first).toBe('before')
  await expect.poll(() => begun.length).toBe(2)
  const late = ask('/json', look)
  begun[1]?.answer('after')
  expect(new Set(await Promise.all(crowd))).toEqual(new Set(['after']))
  await expect.poll(() => begun.length).toBe(3)
  begun[2]?.answer('later')
  expect(await late).toBe('later')
})

test('what fails fails for those who share it, and the next begins anew', async () => {
  const { begun, look } = looks()
  const ask = inTurn<string>()
  const outcomes = Promise.allSettled([ask('/json', look), ask('/json', look), ask('/json', look)])
  begun[0]?.fail(new Error('gone'))
  await expect.poll(() => begun.length).toBe(2)
  begun[1]?.answer('there again')
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  const alone = ask('/json', look)
  expect(begun).toHaveLength(3)
  begun[2]?.fail(new Error('gone again'))
  await expect(alone).rejects.toThrow('gone again')
  void ask('/json', look)
  expect(begun).toHaveLength(4)
})

test('places do not wait for each other, and a place forgets what has ended', async () => {
  const { begun, look } = looks()
  const ask = inTurn<string>()
  const both = [ask('/one', look), ask('/other', look)]
  expect(begun).toHaveLength(2)
  for (const { answer } of begun) answer('said')
  await Promise.all(both)
  void ask('/one', look)
  expect(begun).toHaveLength(3)
})

test('a look that takes long is waited for 50 ms, and its late end disturbs no other', async () => {
  vi.useFakeTimers()
  try {
    const { begun, look } = looks()
    const ask = inTurn<string>()
    const slow = ask('/df', look)
    const second = ask('/df', look)
    await vi.advanceTimersByTimeAsync(49)
    expect(begun).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(begun).toHaveLength(2)
    begun[0]?.answer('slow')
    expect(await slow).toBe('slow')
    const third = ask('/df', look)
    await vi.advanceTimersByTimeAsync(10)
    expect(begun).toHaveLength(2)
    begun[1]?.answer('second')
    expect(await second).toBe('second')
    await vi.advanceTimersByTimeAsync(0)
    begun[2]?.answer('third')
    expect(await third).toBe('third')
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
