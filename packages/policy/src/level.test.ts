import { expect, test } from 'vitest'
import { containerOf, policyWith, sourceOf } from './testing/questions.ts'

const change = 'action in Action::"change", resource'

test.for([
  ['no label', {}, '', 'observe'],
  ['the label observe', { 'devops-ai.autonomy': 'observe' }, '', 'observe'],
  ['the label suggest', { 'devops-ai.autonomy': 'suggest' }, '', 'suggest'],
  ['the label approve', { 'devops-ai.autonomy': 'approve' }, '', 'approve'],
  ['the label auto', { 'devops-ai.autonomy': 'auto' }, '', 'auto'],
  ['a label that nobody knows', { 'devops-ai.autonomy': 'AUTO' }, '', 'observe'],
  [
    'a protected container, whatever its label',
    { 'devops-ai.autonomy': 'auto', 'devops-ai.role': 'gateway' },
    '',
    'observe',
  ],
  [
    'a policy that permits its service',
    {},
    `@id("a") permit (principal, ${change}) when { resource has service && resource.service == "checkout" };`,
    'auto',
  ],
  [
    'a policy that permits one operation',
    {},
    '@id("a") permit (principal, action == Action::"container.unpause", resource);',
    'auto',
  ],
  [
    'a policy that permits after an approval',
    {},
    `@id("a") permit (principal, ${change}) when { context.approved };`,
    'approve',
  ],
  ['a policy that permits dry runs', {}, `@id("a") permit (principal, ${change}) when { context.dryRun };`, 'suggest'],
  ['a policy for one of the services', {}, `@id("a") permit (principal == Source::"agent-2", ${change});`, 'auto'],
  [
    'a policy for a person',
    {},
    `@id("a") permit (principal, ${change}) when { principal.kind == "person" };`,
    'observe',
  ],
  [
    'a policy that forbids what the label allows',
    { 'devops-ai.autonomy': 'auto' },
    `@id("a") forbid (principal, ${change}) when { resource.engine == "local" };`,
    'observe',
  ],
] as const)('the level of a container with %s', async ([, labels, text, level]) => {
  const policy = await policyWith(text, {
    sources: [sourceOf('service', 'agent-1'), sourceOf('service', 'agent-2'), sourceOf('person')],
  })
  expect(policy.autonomy(containerOf(labels))).toBe(level)
})

test('a label that comes from the image does not count', async () => {
  const policy = await policyWith()
  expect(policy.autonomy(containerOf({}, { labels: { 'devops-ai.autonomy': 'auto' } }))).toBe('observe')
})
