import { expect, test } from 'vitest'
import { harmless } from './examples/described.ts'
import { containerOf, policyWith, sourceOf } from './testing/questions.ts'

const shipped = await policyWith()

test('a list of all containers needs no target', () => {
  const question = {
    source: sourceOf('mcp'),
    target: null,
    effects: harmless,
    priority: 'LOW',
    dryRun: false,
  } as const
  expect(shipped.decide({ ...question, operation: { kind: 'container.list', all: true } })).toEqual({
    verdict: 'allow',
    policies: ['reading'],
  })
})

test('a change without a target is no question that policy knows, so it is denied', async () => {
  const broken: string[] = []
  const policy = await policyWith('', { broken })
  const question = {
    source: sourceOf('person'),
    target: null,
    effects: harmless,
    priority: 'URGENT',
    dryRun: false,
  } as const
  expect(policy.decide({ ...question, operation: { kind: 'container.restart' } })).toEqual({
    verdict: 'deny',
    policies: ['policy-error'],
  })
  expect(broken.join()).toMatch(/Fleet/)
})

test('a policy that errs denies, even where another allows', async () => {
  const broken: string[] = []
  const policy = await policyWith(
    '@id("errs") forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 };',
    { broken },
  )
  const target = containerOf({ 'devops-ai.autonomy': 'auto' })
  const question = {
    source: sourceOf('person'),
    target,
    effects: harmless,
    priority: 'NORMAL',
    dryRun: false,
  } as const
  expect(policy.decide({ ...question, operation: { kind: 'container.restart' } })).toEqual({
    verdict: 'deny',
    policies: ['policy-error', 'errs'],
  })
  expect(broken.join()).toMatch(/overflow/)
})

test.for([
  [
    'a tag',
    '@id("team") @matches("mcp container.stop label.team=shop") @matches_not("mcp container.stop label.team=x") permit (principal, action in Action::"change", resource) when { resource.hasTag("team") && resource.getTag("team") == "shop" };',
    'allow by team',
  ],
  [
    'a role',
    '@id("role") @matches("mcp container.stop roles=x,operator") @matches_not("mcp container.stop") permit (principal, action in Action::"change", resource) when { principal.roles.contains("operator") };',
    'deny by deny-by-default',
  ],
  [
    'a service',
    '@id("one") @matches("mcp container.restart service=checkout") @matches_not("mcp container.restart service=x") permit (principal, action == Action::"container.restart", resource) when { resource has service && resource.service == "checkout" };',
    'allow by one',
  ],
  [
    'an approval',
    '@id("ask") @matches("mcp container.stop approved") @matches_not("mcp container.stop") permit (principal, action in Action::"change", resource) when { context.approved };',
    'approve by ask',
  ],
  [
    'a project that is not to be touched',
    '@id("no") forbid (principal, action in Action::"change", resource) when { resource has project && resource.project == "shop" };',
    'deny by no',
  ],
] as const)('a policy of the operator may speak of %s', async ([, text, verdict]) => {
  const policy = await policyWith(text)
  const question = {
    source: sourceOf('service'),
    target: containerOf({ team: 'shop' }),
    effects: harmless,
    priority: 'NORMAL',
    dryRun: false,
  } as const
  const decision = policy.decide({ ...question, operation: { kind: 'container.restart' } })
  expect(`${decision.verdict} by ${decision.policies.join()}`).toBe(verdict)
})

test('the version tells policies apart, and the same policies agree', async () => {
  const other = await policyWith('@id("x") forbid (principal, action == Action::"container.stop", resource);')
  expect(other.version).not.toBe(shipped.version)
  expect((await policyWith()).version).toBe(shipped.version)
})
