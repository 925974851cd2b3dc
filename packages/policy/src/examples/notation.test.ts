import { kinds } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { readExample } from './notation.ts'

test('a line says who asks for what, about which target and when', () => {
  const line =
    "service container.restart id=agent-2 roles=a,b service=checkout label.team='night shift' autonomy=auto approved data-loss priority=HIGH"
  expect(readExample(line)).toEqual({
    ok: true,
    example: {
      kind: 'service',
      id: 'agent-2',
      roles: ['a', 'b'],
      action: 'container.restart',
      target: { service: 'checkout', autonomy: 'auto', labels: { team: 'night shift' } },
      circumstances: { approved: true, priority: 'HIGH' },
      effects: { data_loss: true },
      words: ['id', 'roles', 'service', 'label.team', 'autonomy', 'approved', 'data-loss', 'priority'],
    },
  })
})

test('what is not said is absent, and blanks between the words do not matter', () => {
  expect(readExample('  person   freeze\t')).toEqual({
    ok: true,
    example: {
      kind: 'person',
      id: null,
      roles: [],
      action: 'freeze',
      target: {},
      circumstances: {},
      effects: {},
      words: [],
    },
  })
})

test.for(kinds)('an example may ask for %s', (kind) => {
  expect(readExample(`mcp ${kind}`)).toMatchObject({ ok: true, example: { action: kind } })
})

test.for([
  ['an empty line', '', /begin with service, person, mcp, got ""/],
  ['a source of no kind', 'robot container.stop', /begin with service, person, mcp, got "robot"/],
  ['an operation that does not exist', 'person container.explode', /expected an operation.*"container\.explode"/],
  ['no operation', 'person', /expected an operation.*""/],
  [
    'a word that nobody knows',
    'person container.stop autonmy=auto',
    /"autonmy" is not known, expected one of id, roles/,
  ],
  ['a word of JavaScript', 'person container.stop __proto__=x', /"__proto__" is not known/],
  ['a value that does not exist', 'person container.stop autonomy=Auto', /"autonomy": .*observe.*auto/],
  ['a flag with a value', 'person container.stop approved=yes', /"approved" stands alone/],
  ['a word without its value', 'person container.stop service', /"service" needs a value/],
  ['an empty value', 'person container.stop service=', /"service"/],
  ['a label without a name', 'person container.stop label.=x', /"label\." is not known/],
  ['a label without a value', 'person container.stop label.team', /"label\.team" is not known/],
  ['a word said twice', 'person container.stop service=a service=b', /"service" is said twice/],
  ['a quote that is not closed', "person container.stop name='a", /quote is not closed/],
  ['a target of an operation that has none', 'person container.list autonomy=auto', /"autonomy" says nothing about/],
  ['a label of nothing', 'person container.list label.a=b', /"label\.a" says nothing about container\.list/],
  ['circumstances of what people do besides', 'person freeze approved', /"approved" says nothing about freeze/],
] as const)('%s is no example, and the problem says why', ([, line, problem]) => {
  expect(readExample(line)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})
