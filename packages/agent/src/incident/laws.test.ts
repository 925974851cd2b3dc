import { EngineName, type IncidentEvent } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvent, drive, fresh } from '../../test/incidents.ts'
import { ended } from './incident.ts'

const anyLog = fc.array(anyEvent, { maxLength: 60 })
const acts: readonly string[] = ['request', 'call', 'undo', 'verify']

test('no event takes effect twice: the same once more asks for nothing', () => {
  fc.assert(
    fc.property(anyLog, anyEvent, (events, event) => {
      const once = drive(drive(fresh(), events).incident, [event]).incident
      const again = drive(once, [event]).effects.map((effect) => effect.do)
      expect(again.filter((what) => acts.includes(what))).toEqual([])
    }),
  )
})

test('an incident that waits says whom or what for, and until when or who lets it go', () => {
  fc.assert(
    fc.property(anyLog, (events) => {
      const { incident } = drive(fresh(), events)
      expect(incident.waiting !== null).toBe(incident.phase === 'waiting')
      if (!incident.waiting) return
      expect(incident.waiting.for).not.toBe('')
      expect(incident.waiting.until !== null || incident.waiting.gate !== null).toBe(true)
    }),
  )
})

test('whatever phase an incident comes to, it ends there, waits there, or something is under way', () => {
  fc.assert(
    fc.property(anyLog, anyEvent, (events, event) => {
      const before = drive(fresh(), events).incident
      const { incident, effects } = drive(before, [event])
      const moved = incident.phase !== before.phase || incident.round !== before.round
      const rests = ended(incident) || incident.phase === 'escalated' || incident.phase === 'waiting'
      if (moved && !rests) expect(effects).not.toEqual([])
    }),
  )
})

/** What was seen before an end that claims a repair. */
const foundWell = (event: IncidentEvent | undefined): boolean => {
  switch (event?.type) {
    case 'verified':
      return event.verdict === 'fixed'
    case 'diagnosed':
      return event.diagnosis.cause === 'healthy'
    // Of those that ended together: all are back, or were removed.
    case 'members_seen':
      return event.missing.length === 0
    default:
      return false
  }
}

test('nothing is resolved but by a look that found it well: a verification, a diagnosis, or all that ended are back', () => {
  const unsaid = fc.array(
    anyEvent.filter(({ type }) => type !== 'resolved'),
    { maxLength: 60 },
  )
  const backAgain: IncidentEvent[] = [
    { type: 'mass_exit', engine: EngineName.parse('local'), members: [], reason: 'many ended' },
    { type: 'investigation_started', round: 1, reason: 'a look' },
    { type: 'members_seen', round: 1, back: 1, removed: 0, missing: [], evidence: [] },
  ]
  fc.assert(
    fc.property(unsaid, (events) => {
      const { log } = drive(fresh(), events)
      const resolved = log.findIndex(({ type }) => type === 'resolved')
      if (resolved >= 0) expect(log[resolved - 1]).toSatisfy(foundWell)
    }),
    { examples: [[backAgain]] },
  )
})

test('a change is asked for by a diagnosis alone, or taken back when it was seen to make it worse', () => {
  fc.assert(
    fc.property(anyLog, anyEvent, (events, event) => {
      const asked = drive(drive(fresh(), events).incident, [event]).effects.map((effect) => effect.do)
      if (asked.includes('request')) expect(event.type).toBe('diagnosed')
      if (asked.includes('undo')) expect(event.type).toBe('verified')
    }),
  )
})
