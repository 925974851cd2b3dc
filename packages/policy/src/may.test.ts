import { expect, test } from 'vitest'
import { explainDeed } from './explain.ts'
import { policyWith, sourceOf } from './testing/questions.ts'

const shipped = await policyWith()

test.for([
  ['a person without a role may do neither', sourceOf('person'), 'deny', 'deny'],
  ['a person with the role operator may freeze', sourceOf('person', 'ada', ['operator']), 'deny', 'allow'],
  ['a person with the role approver may do both', sourceOf('person', 'ada', ['approver']), 'allow', 'allow'],
  ['a role that only looks alike is none', sourceOf('person', 'ada', ['Approver', 'operators']), 'deny', 'deny'],
  [
    'a service may do neither, whatever its roles',
    sourceOf('service', 'bot', ['operator', 'approver']),
    'deny',
    'deny',
  ],
  ['an MCP client may do neither, whatever its roles', sourceOf('mcp', 'chat', ['approver']), 'deny', 'deny'],
] as const)('%s', ([, source, approve, freeze]) => {
  expect(shipped.may(source, 'approve').verdict).toBe(approve)
  expect(shipped.may(source, 'freeze').verdict).toBe(freeze)
})

test('a policy of the operator takes it away from somebody, and gives it to nobody else', async () => {
  const policy = await policyWith(`
    @id("not-bob") forbid (principal == Source::"bob", action == Action::"approve", resource);
    @id("robots") @matches("service approve") @matches_not("service container.logs")
    permit (principal, action in [Action::"approve", Action::"freeze"], resource);
  `)
  expect(policy.may(sourceOf('person', 'bob', ['approver']), 'approve')).toEqual({
    verdict: 'deny',
    policies: ['not-bob'],
  })
  expect(policy.may(sourceOf('service'), 'approve').verdict).toBe('deny')
  expect(policy.may(sourceOf('service'), 'freeze').verdict).toBe('deny')
})

test('a policy that errs denies', async () => {
  const broken: string[] = []
  const text = '@id("errs") forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 };'
  const policy = await policyWith(text, { broken })
  expect(policy.may(sourceOf('person', 'ada', ['approver']), 'approve')).toEqual({
    verdict: 'deny',
    policies: ['policy-error', 'errs'],
  })
  expect(broken.join()).toMatch(/overflow/)
})

test.for([
  [sourceOf('person', 'ada', ['operator']), 'approve', /ada may not approve.*role approver.*roles operator\./],
  [sourceOf('person', 'ada'), 'freeze', /ada may not freeze.*role operator or approver.*roles none\./],
  [sourceOf('service', 'agent'), 'approve', /agent may not approve.*a person.*of kind service/],
  [sourceOf('person', 'ada', ['approver']), 'approve', /ada may approve changes, by policy approving/],
] as const)('$0.id: why or why not, in a sentence', ([source, deed, sentence]) => {
  expect(explainDeed(shipped.may(source, deed), source, deed)).toMatch(sentence)
})
