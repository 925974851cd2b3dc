import { expect, test } from 'vitest'
import { EngineVersion, negotiate } from './api-version.ts'

test.for([
  ['an old engine gets its own newest', '1.41', '1.12', '1.41'],
  ['an engine between gets its own newest', '1.44', '1.24', '1.44'],
  ['a newer engine gets ours', '1.99', '1.44', '1.51'],
  ['an engine that speaks our newest only', '1.51', '1.51', '1.51'],
] as const)('%s', ([, ApiVersion, MinAPIVersion, version]) => {
  expect(negotiate({ ApiVersion, MinAPIVersion })).toEqual({ ok: true, version })
})

test.for([
  ['an engine that is too old', '1.40', '1.12', 'update the engine'],
  ['versions are pairs of numbers: 1.9 is older than 1.41', '1.9', '1.0', 'update the engine'],
  ['an engine that has left us behind', '2.3', '2.0', 'update the gateway'],
] as const)('%s is refused with both ranges and what to do', ([, ApiVersion, MinAPIVersion, remedy]) => {
  const agreed = negotiate({ ApiVersion, MinAPIVersion })
  expect(agreed.ok ? '' : agreed.detail).toContain(`${MinAPIVersion} to ${ApiVersion}`)
  expect(agreed.ok ? '' : agreed.detail).toContain(remedy)
})

test('an answer without a lowest version is an old engine', () => {
  expect(EngineVersion.parse({ ApiVersion: '1.41' }).MinAPIVersion).toBe('1.12')
})
