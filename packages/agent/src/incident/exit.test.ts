import { ContainerId, EngineName, type IncidentEvent } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { drive, fresh, limits, opened, received, start } from '../../test/incidents.ts'
import { later } from './moves.ts'
import { step } from './step.ts'

const member = (digit: string) => ({ id: ContainerId.parse(digit.repeat(64)), name: `c${digit}` })
const exitOf = (...digits: readonly string[]) =>
  ({
    type: 'mass_exit',
    engine: EngineName.parse('local'),
    members: digits.map(member),
    reason: 'many ended',
  }) satisfies IncidentEvent
const escalated: IncidentEvent = { type: 'escalated', reason: 'one is missing', suggestion: null }
const acknowledged: IncidentEvent = { type: 'acknowledged', by: 'ada', reason: '' }

/** A person was told of a mass exit and has it in hand. */
const inHand = drive(fresh(), [opened, received, exitOf('a', 'b'), escalated, acknowledged]).incident
const heard = (event: IncidentEvent, seconds: number) => {
  const at = later(start, seconds)
  const first = step(inHand, event, { at, limits })
  const log = first.effects.flatMap((effect) => (effect.do === 'log' ? [effect.event] : []))
  const { incident, effects } = drive(first.incident, [...log, escalated])
  return { incident, told: effects.filter((effect) => effect.do === 'notify').length }
}

test.for([
  ['the same containers once more, much later, are told anew', exitOf('a', 'b'), 3_600, 1],
  ['others, much later, too', exitOf('c', 'd'), 3_600, 1],
  ['the same exit told again is told to nobody', exitOf('a', 'b'), 5, 0],
  ['one more that belongs to the same exit is looked at, and told to nobody', exitOf('c'), 5, 0],
] as const)('%s', ([, event, seconds, told]) => {
  expect(inHand.acknowledged).not.toBeNull()
  const after = heard(event, seconds)
  expect([after.told, after.incident.phase]).toEqual([told, 'escalated'])
})
