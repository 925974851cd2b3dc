import { expect, test } from 'vitest'
import { hashToken, loadSources } from './sources.ts'

const agent = { id: 'devops-ai-agent', kind: 'service', roles: [], token_sha256: hashToken('agent-token') }
const ada = { id: 'ada', kind: 'person', roles: ['operator'], token_sha256: hashToken('ada-token') }
const fileOf = (...sources: readonly unknown[]): string => JSON.stringify({ sources })

test.for([
  ['no JSON', 'sources: []', /is not JSON/],
  ['no source at all', fileOf(), /sources:/],
  ['a token in plain text', fileOf({ ...agent, token: 'x' }), /token/],
  ['an unknown kind', fileOf({ ...agent, kind: 'robot' }), /sources\[0\]\.kind/],
  ['a hash that is none', fileOf({ ...agent, token_sha256: 'abc' }), /64 hex digits/],
  ['one id twice', fileOf(agent, { ...ada, id: agent.id }), /"devops-ai-agent" is named twice/],
  [
    'one token for two',
    fileOf(agent, { ...ada, token_sha256: agent.token_sha256 }),
    /"devops-ai-agent" and "ada" have the same token/,
  ],
] as const)('a file with %s is refused', ([, text, problem]) => {
  const result = loadSources(text)
  expect(result.ok ? '' : result.problems.join('\n')).toMatch(problem)
})

test('all problems are named at once', () => {
  const result = loadSources(fileOf({ ...agent, kind: 'robot' }, { ...ada, token_sha256: 'abc' }))
  expect(result.ok ? [] : result.problems).toHaveLength(2)
})
