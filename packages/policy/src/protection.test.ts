import { ContainerId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { protection } from './protection.ts'
import { containerOf } from './testing/questions.ts'

const isProtected = protection({ own: ContainerId.parse('b'.repeat(64)), names: ['db', 'cache-1', 'store'] })

test.for([
  ['the gateway itself', containerOf({}, { id: ContainerId.parse('b'.repeat(64)) }), true],
  ['a part of this system', containerOf({ 'devops-ai.role': 'agent' }), true],
  ['a part of this system by its image', containerOf({}, { labels: { 'devops-ai.role': 'agent' } }), true],
  ['a service that is named', containerOf({}, { service: 'db' }), true],
  ['a container that is named', containerOf({}, { name: 'cache-1' }), true],
  ['a container whose alias is named', containerOf({}, { aliases: ['store'] }), true],
  ['any other container', containerOf({}), false],
  ['a container with a name that only begins so', containerOf({}, { name: 'db-1', service: 'dbx' }), false],
] as const)('protected: %s', ([, container, expected]) => {
  expect(isProtected(container)).toBe(expected)
})
