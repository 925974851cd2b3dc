import { readFileSync } from 'node:fs'
import { kinds, operations } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { allCalls } from './permits.ts'

const calls = [...allCalls()].map(([call, { kinds: needing }]) => ({ call, needing }))
const changes = (needing: readonly (typeof kinds)[number][]): boolean =>
  needing.length > 0 && needing.every((kind) => operations[kind].access === 'change')

test('every call that can be made is in the guide for socket proxies, in the list of its level, and no other is', () => {
  const guide = readFileSync(new URL('../../../../docs/engines.md', import.meta.url), 'utf8')
  const section = guide.slice(guide.indexOf('## The exact calls'))
  const lists = [...section.matchAll(/```\n([^`]*)```/g)].map(([, text = '']) => text.trim().split('\n'))
  const listed = lists.map((lines) => lines.map((line) => line.split(/ {2,}/)[0]))
  expect(listed.slice(0, 3)).toEqual([
    calls.filter(({ needing }) => needing.length === 0).map(({ call }) => call),
    calls.filter(({ needing }) => needing.length > 0 && !changes(needing)).map(({ call }) => call),
    calls.filter(({ needing }) => changes(needing)).map(({ call }) => call),
  ])
})

test('every kind of operation has its calls among them or needs no more than the standing ones', () => {
  const standing = [
    'container.list',
    'container.inspect',
    'container.health',
    'container.port',
    'system.version',
    'system.events',
  ]
  const named = new Set<string>(calls.flatMap(({ needing }) => needing))
  expect(kinds.filter((kind) => !named.has(kind)).toSorted()).toEqual([...standing, 'image.inspect'].toSorted())
})
