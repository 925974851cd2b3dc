import { IncidentId, type IncidentEvent } from '@devops-ai/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alert, anyEvent, drive, fresh, id, start } from '../../../test/incidents.ts'
import { ended } from '../../incident/incident.ts'
import { later } from '../../incident/moves.ts'
import { turnOf } from '../../incident/turn.ts'
import type { Facts, Root } from '../gate.ts'
import { admission } from '../gates.ts'
import { admissible, changed } from '../testing/facts.ts'

const other = IncidentId.parse('00000000-0000-4000-8000-000000000009')
const root: Root = { id: other, name: 'db', openedAt: start, escalated: false }
const exit = { id: other, engine: 'local', escalated: true, last: later(start, 600) }
const grouped = (depends: boolean): Partial<Facts> => ({
  incident: { ...admissible().incident, group: { id, root: other, root_name: 'db', depends } },
  root,
})

test.for<readonly [string, Partial<Facts>, string | null, string]>([
  ['a free place', { queue: { underWay: 2, ahead: 0 } }, null, 'go'],
  ['no free place', { queue: { underWay: 3, ahead: 0 } }, 'turn', 'wait'],
  ['the free place is for who comes before', { queue: { underWay: 2, ahead: 1 } }, 'turn', 'wait'],
  ['a place for it, too', { queue: { underWay: 1, ahead: 1 } }, null, 'go'],
  ['the root of the group is being worked on', grouped(true), 'root', 'wait'],
  ['a replica waits for the first of its service', grouped(false), 'root', 'wait'],
  ['the root itself waits for nobody', { ...grouped(false), root: { ...root, id } }, null, 'go'],
  ['a root that is over is waited for no more', { ...grouped(true), root: null }, null, 'go'],
  [
    'a dependency that waits for a person is waited for',
    { ...grouped(true), root: { ...root, escalated: true } },
    'root',
    'wait',
  ],
  [
    'a replica that waits for a person holds up no other',
    { ...grouped(false), root: { ...root, escalated: true } },
    null,
    'go',
  ],
  ['a container of a mass exit is left to its engine', { exit: { ...exit, escalated: false } }, 'mass exit', 'wait'],
  ['longer than its patience a person is asked about it', { exit, at: later(start, 900) }, 'mass exit', 'escalate'],
  [
    'a person who asks for one more try gets it',
    { exit, at: later(start, 900), incident: { ...admissible().incident, retries: 1 } },
    null,
    'go',
  ],
  ['its own patience is over', { ...grouped(true), at: later(start, 900) }, null, 'go'],
])('%s', ([, more, by, answer]) => {
  const decided = admission(admissible(more))
  expect([decided.by, decided.verdict.answer]).toEqual([by, answer])
})

describe('laws', () => {
  const anyRoot = fc.constantFrom(null, root, { ...root, escalated: true }, { ...root, id })
  const anyFacts = fc
    .record({
      changes: fc.array(
        fc.integer({ min: 1, max: 4_000 }).map((ago) => changed(ago)),
        { maxLength: 4 },
      ),
      queue: fc.record({ underWay: fc.nat(4), ahead: fc.nat(4) }),
      at: fc.integer({ min: 0, max: 1_000 }).map((seconds) => later(start, seconds)),
    })
    .map((more) => admissible(more))

  test('a group lends nothing: with it an incident is decided as without it, or waits for the root', () => {
    fc.assert(
      fc.property(anyFacts, anyRoot, fc.boolean(), (facts, one, depends) => {
        const alone = admission({ ...facts, root: null })
        const member = { ...facts.incident, group: { id, root: other, root_name: 'db', depends } }
        const within = admission({ ...facts, incident: member, root: one })
        if (within.by === 'root') expect(within.verdict.answer).toBe('wait')
        else expect(within).toEqual(alone)
      }),
    )
  })

  const grouping: IncidentEvent = {
    type: 'grouped',
    ...{ group: other, root: other, root_name: 'db', depends: true, size: 2, members: [], reason: 'api depends on db' },
  }

  test('joining a group changes neither what an incident does nor what it comes to', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.nat(40), (events, place) => {
        const alone = drive(fresh(), events)
        const within = drive(fresh(), [...events.slice(0, place), grouping, ...events.slice(place)])
        expect(within.effects).toEqual(alone.effects)
        expect({ ...within.incident, group: null }).toEqual({ ...alone.incident, group: null })
      }),
    )
  })

  test('only what waits for its turn, or was called and looks again, has a place in the queue', () => {
    const anyHeld = fc.oneof(
      anyEvent,
      fc.constantFrom<IncidentEvent>({
        type: 'held',
        by: 'turn',
        for: 'its turn',
        until: null,
        reason: 'three are under way',
      }),
    )
    fc.assert(
      fc.property(fc.array(anyHeld, { maxLength: 60 }), (events) => {
        const { incident } = drive(fresh(), events)
        if (incident.phase === 'waiting') expect(incident.turn !== null).toBe(incident.waiting?.gate === 'turn')
        if (ended(incident) || incident.phase === 'escalated' || incident.phase === 'acting')
          expect(incident.turn).toBe(null)
      }),
    )
  })

  test('critical first, then age; nobody is overtaken by what opened much later', () => {
    const anyOne = fc.record({
      severity: fc.constantFrom('critical', 'warning', 'info', 'ticket'),
      seconds: fc.integer({ min: 0, max: 100_000 }),
    })
    const turn = ({ severity, seconds }: { readonly severity: string; readonly seconds: number }) =>
      Date.parse(turnOf({ alerts: [{ ...alert, severity }], openedAt: later(start, seconds) }))
    fc.assert(
      fc.property(anyOne, anyOne, (one, two) => {
        if (one.severity === two.severity) expect(turn(one) - turn(two)).toBe((one.seconds - two.seconds) * 1_000)
        if (two.seconds > one.seconds + 900) expect(turn(two)).toBeGreaterThan(turn(one))
        if (one.severity === 'critical' && one.seconds <= two.seconds) expect(turn(one)).toBeLessThanOrEqual(turn(two))
      }),
    )
  })

  test('whatever opens and however long each change takes: never more under way than allowed, and everybody gets a turn', () => {
    const anyStorm = fc.array(
      fc.record({
        opens: fc.integer({ min: 0, max: 3_000 }),
        takes: fc.integer({ min: 1, max: 200 }),
        severity: fc.constantFrom('critical', 'warning', 'info'),
      }),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(anyStorm, fc.integer({ min: 1, max: 4 }), (storm, changesAtOnce) => {
        const limits = { ...admissible().limits, changesAtOnce }
        const left = new Map(
          storm.map((one, index) => [
            index,
            {
              ...one,
              turn: turnOf({ alerts: [{ ...alert, severity: one.severity }], openedAt: later(start, one.opens) }),
            },
          ]),
        )
        let underWay: number[] = []
        for (let now = 0; left.size > 0 || underWay.length > 0; now += 1) {
          underWay = underWay.filter((until) => until > now)
          const asking = [...left].filter(([, { opens }]) => opens <= now)
          for (const [index, { turn, takes }] of asking) {
            const ahead = asking.filter(
              ([other, { turn: theirs }]) => left.has(other) && (theirs < turn || (theirs === turn && other < index)),
            ).length
            const { verdict } = admission(admissible({ queue: { underWay: underWay.length, ahead }, limits }))
            if (verdict.answer !== 'go') continue
            underWay = [...underWay, now + takes]
            left.delete(index)
          }
          expect(underWay.length).toBeLessThanOrEqual(changesAtOnce)
          expect(now).toBeLessThan(3_000 + 40 * 201)
        }
      }),
      { numRuns: 30 },
    )
  })
})
