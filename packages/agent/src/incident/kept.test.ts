import { expect, test } from 'vitest'
import { alert, diagnosed, drive, fresh, opened, received, start } from '../../test/incidents.ts'
import { later } from './moves.ts'
import { withEvidence } from './kept.ts'

const evidence = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    number: `E${from + index}`,
    ...{ source: 'logs', about: 'db', sentence: 'as seen', data: null, truncated: false },
  }))

test('an incident that is looked at for days keeps what is cited and the newest', () => {
  const { incident } = drive(fresh(), [
    opened,
    received,
    { type: 'evidence_gathered', round: 1, evidence: evidence(1, 5) },
    diagnosed({ action: 'escalate', reason: 'it hangs', suggestion: null }),
  ])
  const cited = incident.diagnosis?.citations ?? []
  let later = incident
  for (let round = 0; round < 100; round += 1) later = withEvidence(later, evidence(6 + round * 10, 10))
  const numbers = later.evidence.map(({ number }) => number)
  expect(numbers.length).toBeLessThanOrEqual(300 + cited.length)
  expect(numbers.at(-1)).toBe('E1005')
  expect(cited.length).toBeGreaterThan(0)
  expect(numbers).toEqual(expect.arrayContaining([...cited]))
})

test('of alerts that flap for days the first stays, and the newest', () => {
  const flaps = Array.from({ length: 500 }, (_, index) => ({
    type: 'alert_received' as const,
    alert: { ...alert, starts_at: later(start, index + 1) },
  }))
  const { alerts } = drive(fresh(), [opened, received, ...flaps]).incident
  expect([alerts.length, alerts[0], alerts.at(-1)]).toEqual([200, alert, flaps.at(-1)?.alert])
})
