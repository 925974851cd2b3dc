import { isKind } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { describedContainer, describedEffects } from './examples/described.ts'
import { readExample } from './examples/notation.ts'
import type { Policy } from './port.ts'
import { policyWith, sourceOf } from './testing/questions.ts'

/** Explains a situation that is written as an example is. */
function explained(policy: Policy, line: string) {
  const read = readExample(line)
  if (!read.ok) throw new Error(read.problem)
  const { kind, action, id, roles, target, effects, circumstances } = read.example
  if (!isKind(action)) throw new Error(`${action} is no operation`)
  return policy.explain({
    source: sourceOf(kind, id ?? undefined, roles),
    operation: { kind: action },
    target: action === 'container.list' ? null : describedContainer(target),
    effects: describedEffects(effects, target.protected ?? false),
    priority: 'NORMAL',
    dryRun: circumstances.dry_run ?? false,
    approved: circumstances.approved ?? false,
  })
}

const shipped = await policyWith()
const wayOf = ({ by, verdict, ...way }: { by: string; verdict: string; value?: string }): string =>
  [by, way.value, 'to', verdict].filter((word) => word !== undefined).join(' ')

test.for([
  ['what is allowed needs no way', 'service container.restart autonomy=auto', 'allow', []],
  ['a read needs no way', 'mcp container.list', 'allow', []],
  [
    'silence is ended by a label or a permit',
    'service container.restart service=checkout',
    'deny',
    ['label approve to approve', 'label auto to allow', 'permit to allow'],
  ],
  [
    'what needs an approval is let run by one, or by a label or a permit',
    'service container.restart name=web autonomy=approve',
    'approve',
    ['approval to allow', 'label auto to allow', 'permit to allow'],
  ],
  ['approved, it is allowed', 'service container.restart name=web autonomy=approve approved', 'allow', []],
  ['an approval alone allows nothing', 'service container.restart approved', 'deny', ['label approve to allow']],
  [
    'a dry run is let through by the lowest label',
    'service container.restart name=web dry-run',
    'deny',
    ['label suggest to allow', 'permit to allow'],
  ],
  [
    'the last healthy replica still needs an approval, whatever the label',
    'service container.stop name=web last-healthy-replica',
    'deny',
    ['label approve to approve', 'permit to approve'],
  ],
  ['nothing helps against protection', 'person container.restart name=web protected', 'deny', []],
  ['nothing helps against data loss', 'person container.stop name=web data-loss autonomy=auto', 'deny', []],
] as const)('%s', ([, line, verdict, ways]) => {
  const { decision, ways: found } = explained(shipped, line)
  expect([decision.verdict, found.map(wayOf)]).toEqual([verdict, ways])
})

test.for([
  'service container.restart id=agent-2 service=checkout project=shop',
  'person container.stop name=checkout-1',
  'mcp container.unpause service=check.out_1',
  'service container.restart name=web dry-run',
])('the permit that is offered to "%s" loads, with its examples, and allows it', async (line) => {
  const [permit] = explained(shipped, line).ways.filter(({ by }) => by === 'permit')
  if (permit?.by !== 'permit') throw new Error('no permit was offered')
  const policy = await policyWith(permit.text)
  expect(explained(policy, line).decision.verdict).toBe(permit.verdict)
  expect(explained(policy, line.replace(/(name|service)=\S+/, '$1=another')).decision.verdict).toBe('deny')
})

test('a name that Cedar text would have to escape is offered no permit', () => {
  const { ways } = explained(shipped, `service container.restart service='a" || true || "'`)
  expect(ways.map(wayOf)).toEqual(['label approve to approve', 'label auto to allow'])
})

test("the operator's forbids are named, with what would be without them", async () => {
  const policy = await policyWith(`
    @id("no-shop") forbid (principal, action in Action::"change", resource) when { resource.engine == "local" };
    @id("no-stop") forbid (principal, action == Action::"container.stop", resource);
  `)
  const { decision, ways, sentence } = explained(policy, 'service container.stop autonomy=auto')
  expect(decision).toEqual({ verdict: 'deny', policies: ['no-shop', 'no-stop'] })
  const policies = ['no-shop', 'no-stop'].map((id) => ({ id, file: 'own.cedar' }))
  expect(ways).toEqual([{ by: 'forbid', policies, verdict: 'allow' }])
  expect(sentence).toContain('forbidden by policy no-shop, no-stop')
  expect(explained(policy, 'service container.stop autonomy=auto protected').ways).toEqual([])
})

test('a policy that errs is not explained away', async () => {
  const policy = await policyWith(
    '@id("errs") forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 };',
  )
  const { decision, ways, sentence } = explained(policy, 'person container.restart')
  expect([decision.policies, ways]).toEqual([['policy-error', 'errs'], []])
  expect(sentence).toMatch(/could not be evaluated/)
})

test('explaining and deciding agree, and one does not disturb the other', () => {
  const lines = [
    'service container.restart',
    'service container.restart autonomy=auto',
    'person container.stop dry-run',
  ]
  const first = lines.map((line) => explained(shipped, line))
  expect(lines.map((line) => explained(shipped, line))).toEqual(first)
})

test('all policies in force are listed with their file, their text and their examples', async () => {
  const policy = await policyWith(
    '@id("mine") @matches("person container.stop") forbid (principal, action in Action::"change", resource);',
  )
  expect(policy.policies.length).toBeGreaterThan(10)
  expect(policy.policies.at(-1)).toEqual({
    id: 'mine',
    file: 'own.cedar',
    origin: 'own',
    effect: 'forbid',
    text: expect.stringMatching(/^@id\("mine"\)[^]*resource\);$/),
    examples: { matches: ['person container.stop'], matches_not: [] },
  })
  expect(policy.policies.filter(({ origin }) => origin === 'shipped').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['reading', 'protected', 'no-data-loss', 'autonomy-auto', 'only-approvers-approve']),
  )
})
