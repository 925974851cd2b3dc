import { expect, test } from 'vitest'
import { converse, type Reading } from './converse.ts'
import type { Answer, Message, Mind } from './mind.ts'

const number = (text: string): Reading<number> =>
  /^\d+$/.test(text) ? { kind: 'value', value: Number(text) } : { kind: 'complaint', detail: 'expected digits' }

/** A mind that says what it is told, and what it was asked. */
function speaking(...texts: readonly string[]) {
  const asked: (readonly Message[])[] = []
  const mind: Mind = {
    model: 'parrot',
    timeoutMs: 1_000,
    ask: async (_instructions, messages): Promise<Answer> => {
      asked.push([...messages])
      const text = texts[asked.length - 1]
      return text === undefined ? { ok: false, detail: 'parrot: status 500' } : { ok: true, text }
    },
  }
  return { mind, asked }
}

const ask = (mind: Mind, signal?: AbortSignal) => converse(mind, 'count', 'how many?', number, signal)

test('a good answer is asked for once', async () => {
  const { mind, asked } = speaking('7')
  expect(await ask(mind)).toEqual({ ok: true, value: 7, repairs: 0 })
  expect(asked).toEqual([[{ role: 'user', content: 'how many?' }]])
})

test('a complaint goes back with what it is about', async () => {
  const { mind, asked } = speaking('seven', '', '7')
  expect(await ask(mind)).toEqual({ ok: true, value: 7, repairs: 2 })
  expect(asked.at(-1)?.map(({ role, content }) => `${role}: ${content}`)).toEqual([
    'user: how many?',
    'assistant: seven',
    expect.stringMatching(/^user: That cannot be used: expected digits/),
    'assistant: (nothing)',
    expect.stringMatching(/^user: That cannot be used: expected digits/),
  ])
})

test('after two repairs it ends, and the last complaint is told', async () => {
  const { mind, asked } = speaking('a', 'b', 'c', '7')
  expect(await ask(mind)).toEqual({
    ok: false,
    kind: 'unusable',
    detail: '3 answers of parrot could not be used, the last: expected digits',
  })
  expect(asked).toHaveLength(3)
})

test('a provider that fails is not asked again, not even while mending', async () => {
  const { mind, asked } = speaking('a')
  expect(await ask(mind)).toEqual({ ok: false, kind: 'silent', detail: 'parrot: status 500' })
  expect(asked).toHaveLength(2)
})

test('a long useless answer is not sent back whole', async () => {
  const { mind, asked } = speaking('x'.repeat(100_000), '7')
  await ask(mind)
  expect(JSON.stringify(asked.at(-1)).length).toBeLessThan(5_000)
})

test("the asker's own signal reaches the provider", async () => {
  const waiting: Mind = {
    model: 'slow',
    timeoutMs: 60_000,
    ask: (_instructions, _messages, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ ok: false, detail: 'slow: given up' }), { once: true })
      }),
  }
  const stop = new AbortController()
  const answer = ask(waiting, stop.signal)
  stop.abort()
  expect(await answer).toEqual({ ok: false, kind: 'silent', detail: 'slow: given up' })
})

test('a conversation has the time of all its questions together, and no more', async () => {
  const { promise: ended, resolve } = Promise.withResolvers<Answer>()
  const mind: Mind = {
    model: 'sleeper',
    timeoutMs: 40,
    ask: (_instructions, _messages, signal) => {
      signal.addEventListener('abort', () => resolve({ ok: false, detail: `sleeper: ${String(signal.reason)}` }))
      return ended
    },
  }
  const begun = performance.now()
  expect(await ask(mind)).toMatchObject({ kind: 'silent', detail: expect.stringContaining('TimeoutError') })
  expect(performance.now() - begun).toBeGreaterThanOrEqual(3 * 40 - 1)
})
