import { expect, test } from 'vitest'
import { containerOf, policyWith, sourceOf } from './testing/questions.ts'

const change = 'action in Action::"change", resource'

/** An annotated permit of changes: it applies to the first situation and not to the second. */
const permit = (scope: string, condition: string, matches: string, matchesNot = 'service container.logs') =>
  `@id("a") @matches("${matches}") @matches_not("${matchesNot}") permit (${scope}) when { ${condition} };`

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
    permit(
      `principal, ${change}`,
      'resource has service && resource.service == "checkout"',
      'service container.restart service=checkout',
      'service container.restart service=web',
    ),
    'auto',
  ],
  [
    'a policy that permits one operation',
    {},
    permit('principal, action == Action::"container.unpause", resource', 'true', 'service container.unpause'),
    'auto',
  ],
  [
    'a policy that permits the group of repairs alone',
    {},
    permit('principal, action in Action::"repair", resource', 'true', 'service container.restart'),
    'auto',
  ],
  [
    'a policy that permits after an approval',
    {},
    permit(`principal, ${change}`, 'context.approved', 'service container.stop approved'),
    'approve',
  ],
  [
    'a policy that permits dry runs',
    {},
    permit(`principal, ${change}`, 'context.dryRun', 'service container.stop dry-run'),
    'suggest',
  ],
  [
    'a policy for one of the services',
    {},
    permit(`principal == Source::"agent-2", ${change}`, 'true', 'service container.stop id=agent-2'),
    'auto',
  ],
  [
    'a policy for a person',
    {},
    permit(`principal, ${change}`, 'principal.kind == "person"', 'person container.stop'),
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
