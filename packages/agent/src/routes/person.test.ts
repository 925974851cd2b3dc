import { problemOf, refuse, SourceId, type GatewayClient, type WhoAmI } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { personOf } from './person.ts'

type Said = Awaited<ReturnType<GatewayClient['whoami']>>
const says = (kind: WhoAmI['kind'], id = 'ada'): Said => ({
  kind: 'answer',
  status: 200,
  body: { source_id: SourceId.parse(id), kind, roles: ['operator'] },
})
const unknown: Said = {
  kind: 'problem',
  status: 401,
  body: problemOf(refuse('unauthenticated', 'a wrong token')),
  retryAfterSeconds: null,
}

/** The gateway's word for each token, the tokens asked about, and a clock in milliseconds. */
function scene(words: Readonly<Record<string, Said>>) {
  const asked: string[] = []
  const clock = { ms: 0 }
  const person = personOf({
    whoami: (token) => {
      asked.push(token)
      return Promise.resolve(words[token] ?? unknown)
    },
    now: () => new Date(clock.ms),
  })
  return { asked, clock, person, words }
}

const ada = { ok: true, person: { source_id: 'ada', roles: ['operator'] } }

test.for([
  ['no token', undefined, 'unauthenticated'],
  ['another scheme', 'Basic dXNlcjpwYXNz', 'unauthenticated'],
  ['a token that the gateway does not know', 'Bearer stranger', 'unauthenticated'],
  ['the token of a service', 'Bearer service', 'denied'],
  ['the token of a program', 'Bearer mcp', 'denied'],
  ['a gateway that is silent', 'Bearer silent', 'gateway_unavailable'],
  ['a gateway that answers something else', 'Bearer garbage', 'gateway_unavailable'],
] as const)('%s is refused', async ([, header, code]) => {
  const { person } = scene({
    service: says('service'),
    mcp: says('mcp'),
    silent: { kind: 'unreachable', detail: '/whoami: connection refused' },
    garbage: { kind: 'unexpected', status: 200, detail: 'status 200 with a body that the contract does not know' },
  })
  expect(await person(header)).toMatchObject({ ok: false, code })
})

test('the gateway is asked once for a while, and again after it', async () => {
  const { person, asked, clock } = scene({ token: says('person') })
  expect(await person('Bearer token')).toEqual(ada)
  clock.ms = 14_999
  expect([await person('bearer token'), asked.length]).toEqual([ada, 1])
  clock.ms = 15_000
  expect([await person('Bearer token'), asked.length]).toEqual([ada, 2])
})

test('a refusal is asked about anew each time', async () => {
  const words: Record<string, Said> = {}
  const { person } = scene(words)
  expect(await person('Bearer token')).toMatchObject({ code: 'unauthenticated' })
  words['token'] = says('person')
  expect(await person('Bearer token')).toEqual(ada)
})

test('a sentence never shows the token', async () => {
  const { person } = scene({ 'very-secret': { kind: 'unreachable', detail: '/whoami: refused' } })
  expect(JSON.stringify([await person('Bearer very-secret'), await person('Bearer also-secret')])).not.toMatch(/secret/)
})

test('many tokens do not fill the memory: the oldest are asked about again', async () => {
  const tokens = Array.from({ length: 501 }, (_, index) => `token-${index}`)
  const { person, asked } = scene(Object.fromEntries(tokens.map((token) => [token, says('person')])))
  for (const token of [...tokens, 'token-0', 'token-500']) await person(`Bearer ${token}`)
  expect(asked.slice(501)).toEqual(['token-0'])
})
