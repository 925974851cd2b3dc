import { isChange, type Operation } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { oneOfEach } from '@devops-ai/operations/testing'
import { containerOf, noEffects, policyWith, sourceOf } from './testing/questions.ts'

const shipped = await policyWith()

interface Situation {
  readonly kind: 'service' | 'person' | 'mcp'
  readonly operation: Operation
  readonly label: string | null
  readonly guarded: boolean
  readonly dryRun: boolean
  readonly dataLoss: boolean
  readonly lastHealthy: boolean
}

/** The verdict and one of its policies, written down from the design. The first line that fits decides. */
function expected({
  kind,
  operation,
  label,
  guarded,
  dryRun,
  dataLoss,
  lastHealthy,
}: Situation): readonly [string, string] {
  const bringsBack = operation.kind === 'container.restart'
  if (!isChange(operation)) return ['allow', 'reading']
  if (guarded) return ['deny', 'protected']
  if (dryRun && (label === 'suggest' || label === 'approve' || label === 'auto')) return ['allow', 'autonomy-suggest']
  if (dryRun && kind === 'person') return ['allow', 'dry-run-by-person']
  if (dryRun) return ['deny', 'deny-by-default']
  if (dataLoss) return ['deny', 'no-data-loss']
  if (label === 'auto' && !bringsBack && lastHealthy && kind !== 'person') return ['approve', 'autonomy-auto']
  if (label === 'auto') return ['allow', 'autonomy-auto']
  if (label === 'approve') return ['approve', 'autonomy-approve']
  return ['deny', 'deny-by-default']
}

const flags = [false, true] as const
const labels = [null, 'observe', 'suggest', 'approve', 'auto', 'Auto!', ''] as const

const situationsOf = (operation: Operation): readonly Situation[] =>
  (['service', 'person', 'mcp'] as const).flatMap((kind) =>
    labels.flatMap((label) =>
      flags.flatMap((guarded) =>
        flags.flatMap((dryRun) =>
          flags.flatMap((dataLoss) =>
            flags.map((lastHealthy) => ({ kind, operation, label, guarded, dryRun, dataLoss, lastHealthy })),
          ),
        ),
      ),
    ),
  )

test.for(oneOfEach)(
  '$kind is decided as the design says, whoever asks and whatever the circumstances',
  { timeout: 60_000 },
  (operation) => {
    for (const situation of situationsOf(operation)) {
      const { kind, label, guarded, dryRun, dataLoss, lastHealthy } = situation
      const { verdict, policies } = shipped.decide({
        source: sourceOf(kind),
        operation,
        target: containerOf({
          ...(label !== null && { 'devops-ai.autonomy': label }),
          ...(guarded && { 'devops-ai.role': 'agent' }),
        }),
        effects: { ...noEffects, data_loss: dataLoss, last_healthy_replica: lastHealthy },
        priority: 'HIGH',
        dryRun,
      })
      const [theVerdict, aPolicy] = expected(situation)
      expect({ ...situation, verdict, policies }).toEqual({
        ...situation,
        verdict: theVerdict,
        policies: expect.arrayContaining([aPolicy]),
      })
    }
  },
)

test('a list of all containers needs no target', () => {
  const question = {
    source: sourceOf('mcp'),
    target: null,
    effects: noEffects,
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
    effects: noEffects,
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
    effects: noEffects,
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
    effects: noEffects,
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
