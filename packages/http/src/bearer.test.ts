import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ownerOf } from './bearer.ts'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
const agent = { id: 'agent', token_sha256: hashOf('agent-token') }
const ada = { id: 'ada', token_sha256: hashOf('ada-token') }

test('a token says whose it is', () => {
  expect(ownerOf([agent, ada], 'Bearer agent-token')).toEqual({ ok: true, owner: agent })
  expect(ownerOf([agent, ada], 'bearer ada-token')).toEqual({ ok: true, owner: ada })
})

test.for([
  ['no header', undefined, /there is no bearer token/],
  ['another scheme', 'Basic agent-token', /there is no bearer token/],
  ['an empty token', 'Bearer ', /there is no bearer token/],
  ['a token with a space behind it', 'Bearer agent-token ', /there is no bearer token/],
  ['an unknown token', 'Bearer nobody', /belongs to nobody here/],
  ['the hash itself instead of the token', `Bearer ${agent.token_sha256}`, /belongs to nobody here/],
] as const)('nobody is known by %s', ([, header, detail]) => {
  expect(ownerOf([agent, ada], header)).toMatchObject({
    ok: false,
    code: 'unauthenticated',
    detail: expect.stringMatching(detail),
  })
})
