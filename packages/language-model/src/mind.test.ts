import { freePort, startScriptedModel, type ModelReply } from '@devops-ai/testkit'
import { expect, test } from 'vitest'
import { mindOf, type Usage } from './mind.ts'
import type { ModelSettings } from './settings.ts'

const unpriced = { in: null, out: null }

async function asked(reply: ModelReply, change: Partial<ModelSettings> = {}, signal = AbortSignal.timeout(30_000)) {
  await using server = await startScriptedModel(() => reply)
  const usage: Usage[] = []
  const mind = mindOf({
    settings: {
      provider: 'openai-compatible',
      model: 'scripted-1',
      apiKey: 'the-key',
      baseUrl: server.baseUrl,
      timeoutSeconds: 1,
      maxTokens: 77,
      temperature: 0,
      pricePerMillionTokens: { in: 2, out: 10 },
      ...change,
    },
    onUsage: (used) => usage.push(used),
  })
  const answer = await mind.ask('be brief', [{ role: 'user', content: 'how are you?' }], signal)
  return { answer, usage, questions: server.questions }
}

test.for([
  ['openai-compatible', '/v1/chat/completions', 'Bearer the-key'],
  ['openai', '/v1/chat/completions', 'Bearer the-key'],
  ['anthropic', '/v1/messages', 'the-key'],
] as const)(
  '%s is asked in its own form, within the token cap, and its price counted',
  async ([provider, path, key]) => {
    const { answer, usage, questions } = await asked('fine, and you?', { provider })
    expect(answer).toEqual({ ok: true, text: 'fine, and you?' })
    expect(questions).toEqual([
      {
        path,
        model: 'scripted-1',
        messages: [
          { role: 'system', content: 'be brief' },
          { role: 'user', content: 'how are you?' },
        ],
        everything: 'be brief\nhow are you?',
        authorization: key,
        maxTokens: 77,
      },
    ])
    expect(usage).toEqual([{ model: 'scripted-1', tokensIn: 6, tokensOut: 4, costUsd: (6 * 2 + 4 * 10) / 1_000_000 }])
  },
)

test.for([
  ['no price', unpriced],
  ['half a price', { in: 1, out: null }],
] as const)('with %s the tokens are counted and the cost is unknown, not 0', async ([, pricePerMillionTokens]) => {
  const { usage } = await asked('fine', { pricePerMillionTokens })
  expect(usage).toEqual([{ model: 'scripted-1', tokensIn: 6, tokensOut: 1, costUsd: null }])
})

const unknownCost: Usage = { model: 'scripted-1', tokensIn: null, tokensOut: null, costUsd: null }

test.for([
  ['a quota error', { status: 429 }, 'status 429', []],
  ['a quota error as a 400', { status: 400 }, 'status 400', []],
  ['a broken server', { status: 500 }, 'status 500', []],
  ['half an answer', { raw: '{"id":"x","choices":[{"mess' }, 'an answer that cannot be read', [unknownCost]],
  ['a page of a proxy', { raw: '<html>' }, 'an answer that cannot be read', [unknownCost]],
  ['three megabytes', { raw: `{"x":"${'x'.repeat(3_000_000)}"}` }, 'an answer that cannot be read', [unknownCost]],
  ['silence', { hang: true }, 'no answer within the time-out', [unknownCost]],
  ['a slow drip', { drip: 'never whole', everyMs: 20 }, 'no answer within the time-out', [unknownCost]],
] as const)('%s is tried once and said; what may have cost something is counted', async ([, reply, why, usage]) => {
  const result = await asked(reply)
  expect(result.answer).toEqual({ ok: false, detail: `scripted-1: ${why}` })
  expect(result.questions).toHaveLength(1)
  expect(result.usage).toEqual(usage)
})

test('a provider that is not there costs nothing', async () => {
  const { answer, usage } = await asked('', { baseUrl: `http://127.0.0.1:${await freePort()}/v1` })
  expect(answer).toMatchObject({ ok: false, detail: expect.stringMatching(/^scripted-1: no answer/) })
  expect(usage).toEqual([])
})

test("the asker's deadline ends a question before the configured time-out", async () => {
  const begun = performance.now()
  const { answer } = await asked({ hang: true }, { timeoutSeconds: 60 }, AbortSignal.timeout(200))
  expect(answer).toEqual({ ok: false, detail: 'scripted-1: no answer within the time-out' })
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('an openai-compatible model without an address is no model', () => {
  const settings: ModelSettings = {
    provider: 'openai-compatible',
    model: 'x',
    apiKey: 'x',
    baseUrl: null,
    timeoutSeconds: 1,
    maxTokens: 1,
    temperature: 0,
    pricePerMillionTokens: unpriced,
  }
  expect(() => mindOf({ settings, onUsage: () => {} })).toThrow('needs a base URL')
})
