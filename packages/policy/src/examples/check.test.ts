import { expect, test } from 'vitest'
import { compilePolicies } from '../compile.ts'
import { policyFolder, problemsWith } from '../testing/questions.ts'
import { readPolicies } from '../texts.ts'

const policy = (annotations: string, rest: string): string => `@id("mine") ${annotations} ${rest};`
const anyChange = 'permit (principal, action in Action::"change", resource)'
const checkout = `${anyChange} when { resource has service && resource.service == "checkout" }`
const both = '@matches("service container.restart service=checkout") @matches_not("service container.restart")'

test.for([
  ['a permit with both kinds of examples', policy(both, checkout)],
  ['a permit of reads without examples', policy('', 'permit (principal, action in Action::"read", resource)')],
  [
    'a permit of one read without examples',
    policy('', 'permit (principal, action == Action::"container.top", resource)'),
  ],
  ['a forbid without examples', policy('', 'forbid (principal, action, resource)')],
  [
    'several examples, one a line',
    policy(
      `@matches("\n  service container.restart service=checkout\n\n  person container.stop service=checkout\n")
       @matches_not("service container.logs service=checkout")`,
      checkout,
    ),
  ],
  [
    'an example that another policy would forbid: each policy is asked alone',
    policy(
      `@matches("service container.stop service=checkout protected") @matches_not("mcp container.list")`,
      checkout,
    ),
  ],
] as const)('loads: %s', async ([, text]) => {
  expect(await problemsWith(text)).toEqual([])
})

const noMatches = 'own.cedar: policy "mine": it has no example in @matches("…"), expected at least one situation for it'
const noMatchesNot = 'own.cedar: policy "mine": it has no example in @matches_not("…"), expected at least one beyond it'

test.for([
  ['a permit of changes without examples', policy('', anyChange), [noMatches, noMatchesNot]],
  ['a permit of everything', policy('', 'permit (principal, action, resource)'), [noMatches, noMatchesNot]],
  [
    'a permit of what people do besides operations',
    policy('', 'permit (principal, action == Action::"approve", resource)'),
    [noMatches, noMatchesNot],
  ],
  [
    'a permit of changes whose examples are empty',
    policy('@matches("") @matches_not(" \n ")', anyChange),
    [noMatches, noMatchesNot],
  ],
  [
    'a permit that shows only what it is for',
    policy('@matches("service container.restart service=checkout")', checkout),
    [noMatchesNot],
  ],
  [
    'an example that must match and does not',
    policy(both.replace('service=checkout', 'service=chekout'), checkout),
    [
      'own.cedar: policy "mine": example "service container.restart service=chekout": the policy does not match it, expected to match',
    ],
  ],
  [
    'an example that must not match and does',
    policy(both, anyChange),
    ['own.cedar: policy "mine": example "service container.restart": the policy matches it, expected not to match'],
  ],
  [
    'a wrong example of a forbid',
    policy('@matches("person container.logs")', 'forbid (principal, action in Action::"change", resource)'),
    ['own.cedar: policy "mine": example "person container.logs": the policy does not match it, expected to match'],
  ],
  [
    'an example that cannot be read',
    policy(both.replace('service=', 'servce='), checkout),
    [expect.stringMatching(/^own\.cedar: policy "mine": example ".*servce=checkout": "servce" is not known/)],
  ],
  [
    'an example upon which the policy errs',
    policy(
      '@matches("person container.stop")',
      'forbid (principal, action, resource) when { 9223372036854775807 + 1 == 0 }',
    ),
    [expect.stringMatching(/^own\.cedar: policy "mine": example "person container\.stop": .*overflow/)],
  ],
  [
    'an annotation that nobody reads',
    policy('@matchs("person container.logs")', checkout),
    ['own.cedar: the policy "mine" has @matchs, expected no other annotations than @id, @matches, @matches_not'],
  ],
] as const)('stops the start: %s', async ([, text, problems]) => {
  expect(await problemsWith(text)).toEqual(problems)
})

test('all wrong examples of all policies are named at once, with the other problems', async () => {
  const problems = await problemsWith(`
    @id("a") ${both} ${anyChange};
    @id("b") @matches("person container.logs") @matches_not("person container.stop") ${anyChange};
    @id("c") permit (principal, action == Action::"container.explode", resource);
  `)
  const about = (id: string) => problems.filter((problem) => problem.startsWith(`own.cedar: policy "${id}": `)).length
  expect([about('a'), about('b'), about('c') > 0]).toEqual([1, 2, true])
})

test('a shipped policy goes nowhere without examples, not even a forbid', async () => {
  using folder = policyFolder({})
  const read = await readPolicies(folder.dir)
  if (!read.ok) throw new Error(read.problems.join())
  const text = '@id("bare") forbid (principal, action in Action::"change", resource);'
  const compiled = compilePolicies('bare', read.schema, [{ name: 'shipped/bare.cedar', text, own: false }])
  expect(compiled).toEqual({
    ok: false,
    problems: [
      'shipped/bare.cedar: policy "bare": it has no example in @matches("…"), expected at least one situation for it',
      'shipped/bare.cedar: policy "bare": it has no example in @matches_not("…"), expected at least one beyond it',
    ],
  })
})
