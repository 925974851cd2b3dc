import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { compilePolicies } from './compile.ts'
import { loadPolicy } from './policy.ts'
import { policyFolder } from './testing/questions.ts'
import { readPolicies } from './texts.ts'

const problemsOf = async (files: Readonly<Record<string, string>>): Promise<string> => {
  using folder = policyFolder(files)
  const loaded = await loadPolicy({ dir: folder.dir, sources: [], isProtected: () => false, broken: () => {} })
  return loaded.ok ? 'loaded' : loaded.problems.join('\n')
}

test('an empty folder loads the shipped policies', async () => {
  expect(await problemsOf({})).toBe('loaded')
})

test('files that are no policies are left alone', async () => {
  expect(await problemsOf({ 'README.md': 'permit(', 'old.cedar.bak': 'permit(' })).toBe('loaded')
})

test.for([
  ['a Swarm service', 'change', 'resource is Service', 'resource has stack && resource.stack == "shop"'],
  ['what can only be looked at', 'read', 'resource is Thing', 'resource.kind == "volume"'],
  ['a container or a Swarm service', 'change', 'resource', 'resource.engine == "local" && resource.hasTag("team")'],
] as const)('a policy may speak of %s', async ([, action, resource, condition]) => {
  using folder = policyFolder({})
  const read = await readPolicies(folder.dir)
  if (!read.ok) throw new Error(read.problems.join())
  const schema = `${read.schema}
    action "a change of a service" in [change] appliesTo { principal: Source, resource: Service, context: Circumstances };
    action "a look at a thing" in [read] appliesTo { principal: Source, resource: Thing, context: Circumstances };`
  const text = `@id("a") forbid (principal, action in Action::"${action}", ${resource}) when { ${condition} };`
  const compiled = compilePolicies('of anything', schema, [...read.texts, { name: 'own.cedar', text, own: true }])
  expect(compiled).toMatchObject({ ok: true })
})

test.for([
  ['broken syntax, with its line', '@id("a")\npermit (principal, action', /own\.cedar, line 2.*unexpected end/],
  ['no id', 'permit (principal, action in Action::"read", resource);', /has no @id/],
  [
    'an id of a shipped policy',
    '@id("reading") forbid (principal, action, resource);',
    /"reading" is taken by a policy of shipped\/reading\.cedar/,
  ],
  [
    "an id of the gateway's own",
    '@id("policy-error") forbid (principal, action, resource);',
    /"policy-error" is the gateway's own/,
  ],
  [
    'an unknown operation',
    '@id("a") permit (principal, action == Action::"container.explode", resource);',
    /unrecognized action/,
  ],
  [
    'an unknown attribute',
    '@id("a") permit (principal, action in Action::"change", resource) when { resource.nam == "x" };',
    /attribute `nam`/,
  ],
  [
    'an attribute that may be absent',
    '@id("a") permit (principal, action in Action::"change", resource) when { resource.service == "x" };',
    /service/,
  ],
  [
    'a comparison of different types',
    '@id("a") permit (principal, action in Action::"change", resource) when { resource.name == 3 };',
    /./,
  ],
  [
    'a policy that can never match',
    '@id("a") permit (principal, action, resource) when { resource is Fleet && resource is Container };',
    /impossible/,
  ],
  ['a template', '@id("a") permit (principal == ?principal, action, resource);', /holds a template/],
] as const)('a file with %s stops the start', async ([, text, problem]) => {
  expect(await problemsOf({ 'own.cedar': text })).toMatch(problem)
})

test('every policy of the guide loads, with its examples', async () => {
  const guide = await readFile(new URL('../../../docs/policies.md', import.meta.url), 'utf8')
  const policies = [...guide.matchAll(/^```cedar\n([^`]*)^```$/gm)].map(([, text = '']) => text)
  expect(policies.length).toBeGreaterThan(0)
  for (const text of policies) expect(await problemsOf({ 'own.cedar': text })).toBe('loaded')
})

test('all problems of all files are named at once', async () => {
  const problems = await problemsOf({
    'a.cedar': 'permit (principal',
    'b.cedar': 'permit (principal, action in Action::"read", resource);',
    'c.cedar': '@id("c") permit (principal, action == Action::"x", resource);',
    'd.cedar': '@id("c") permit (principal, action in Action::"read", resource);',
    'e.cedar': '@id("e") permit (principal, action in Action::"change", resource);',
    'f.cedar': '@id("f") @matches("person container.logs") forbid (principal, action in Action::"change", resource);',
  })
  for (const file of ['a.cedar', 'b.cedar', 'c.cedar', 'd.cedar', 'e.cedar', 'f.cedar'])
    expect(problems).toContain(file)
})

test('a folder that is not there stops the start', async () => {
  const loaded = await loadPolicy({ dir: '/nowhere/policies', sources: [], isProtected: () => false, broken: () => {} })
  expect(loaded).toEqual({ ok: false, problems: [expect.stringContaining('/nowhere/policies cannot be read')] })
})
