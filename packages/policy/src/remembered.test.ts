import { type Decision, Source } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { knownContainer } from '../../engine/test/known-container.ts'
import type { PolicyQuestion } from './port.ts'
import { policyError } from './parts.ts'
import { rememberedDecisions } from './remembered.ts'

const source = Source.parse({ id: 'agent', kind: 'service', roles: [], token_sha256: 'a'.repeat(64) })
const effects = {
  interrupts: false,
  last_healthy_replica: false,
  dependents: [],
  data_loss: false,
  reversible: true,
  protected: false,
}
const question: PolicyQuestion = {
  source,
  operation: { kind: 'container.health' },
  target: knownContainer(),
  effects,
  priority: 'NORMAL',
  dryRun: false,
}

function counting(decision: Decision = { verdict: 'allow', policies: ['reading'] }) {
  let asked = 0
  const decide = rememberedDecisions(() => {
    asked += 1
    return decision
  })
  return { decide, asked: () => asked }
}

test('the same question about the same container is decided once', () => {
  const { decide, asked } = counting()
  expect([decide(question), decide({ ...question })]).toEqual(
    Array(2).fill({ verdict: 'allow', policies: ['reading'] }),
  )
  expect(asked()).toBe(1)
})

test.for<[string, Partial<PolicyQuestion>]>([
  ['another source', { source: { ...source, roles: ['operator'] } }],
  ['another operation', { operation: { kind: 'container.restart' } }],
  ['other effects', { effects: { ...effects, data_loss: true } }],
  ['another priority', { priority: 'URGENT' }],
  ['a dry run', { dryRun: true }],
  ['a container that changed', { target: { ...knownContainer() } }],
  ['no container', { target: null }],
])('%s is another question', ([, difference]) => {
  const { decide, asked } = counting()
  decide(question)
  decide({ ...question, ...difference })
  expect(asked()).toBe(2)
})

test('a decision that an error made is asked again', () => {
  const { decide, asked } = counting({ verdict: 'deny', policies: [policyError] })
  decide(question)
  decide(question)
  expect(asked()).toBe(2)
})
