import type { IncidentEvent } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvent, diagnosed, drive, fresh, limits, opened, received, start } from '../../test/incidents.ts'
import { ended } from '../incident/incident.ts'
import { advance, type AtOnce } from './advance.ts'

const moment = { at: start, limits }
const never: AtOnce = () => null

test('what follows at once is logged before what came later', () => {
  const atOnce: AtOnce = (_incident, effect) =>
    effect.do === 'analyse' ? [diagnosed({ action: 'nothing', reason: 'all is well' })] : null
  const gathered: IncidentEvent = { type: 'evidence_gathered', round: 1, evidence: [] }
  const { log, effects, incident } = advance(fresh(), [opened, received, gathered, received], moment, atOnce)
  expect(log.map(({ type }) => type)).toEqual([
    'opened',
    'alert_received',
    'investigation_started',
    'evidence_gathered',
    'diagnosed',
    'no_action',
    'alert_received',
  ])
  expect([incident.phase, effects]).toEqual(['no_action', []])
})

test('without anything at once it is the step alone, and after the end only telling is left', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const advanced = advance(fresh(), events, moment, never)
      const driven = drive(fresh(), events)
      expect([advanced.incident, advanced.log]).toEqual([driven.incident, driven.log])
      if (ended(advanced.incident)) expect(advanced.effects.every((effect) => effect.do === 'notify')).toBe(true)
      else expect(advanced.effects).toEqual(driven.effects)
    }),
  )
})
