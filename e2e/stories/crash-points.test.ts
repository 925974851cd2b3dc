import { afterAll, expect, inject, test } from 'vitest'
import { undergo, type Ordeal } from '../crash/ordeal.ts'
import { pointNames, points, type Death, type Story } from '../crash/points.ts'
import { seatOn } from '../crash/seat.ts'

const seat = await seatOn(inject('engineSocket'), `agent-${process.pid}`)
afterAll(() => seat[Symbol.asyncDispose]())

/** The points of a story in so many incidents: each is killed at several points, one life after the other. */
function ordealsOf(story: Story, incidents: number): readonly Ordeal[] {
  const names = pointNames.filter((name) => points[name].story === story)
  return Array.from({ length: incidents }, (_, first) => ({
    name: `${story}-${first}`,
    story,
    deaths: names.filter((_name, place) => place % incidents === first).map((at) => ({ at, nth: 1 })),
  }))
}

/** A person is told of the question while its points are passed, too; whoever watches approves without that. */
const asked = (name: string, deaths: readonly Death['at'][], isWatched = false): Ordeal => ({
  ...{ name: `approval-${name}`, story: 'approval', isWatched },
  deaths: deaths.map((at) => ({ at, nth: 1 })),
})

const sentences = [
  ...ordealsOf('repair', 9),
  ...ordealsOf('model', 2),
  asked('told', ['before approval_awaited', 'before telling', 'after telling']),
  asked('given', ['after approval_awaited', 'before approval_granted'], true),
  asked('run', ['telling sent', 'after approval_granted']),
  ...ordealsOf('refused', 3),
].map((ordeal) => {
  const moments = ordeal.deaths.map(({ at }) => `${points[at].state}, ${points[at].moment}`)
  return [moments.join('; then '), ordeal] as const
})

test('every point is among them', () => {
  const passed = new Set(sentences.flatMap(([, { deaths }]) => deaths.map(({ at }) => at)))
  expect([...passed].toSorted()).toEqual(pointNames.toSorted())
})

// Only what hangs takes so long, also on a machine that does other things: an incident is stuck after 60 s.
const timeout = 600_000

test.concurrent.for(sentences)('killed at %s: it is done once and nothing is lost', { timeout }, async ([, ordeal]) => {
  const { deaths, violations } = await undergo(seat, ordeal)
  expect(violations).toEqual([])
  expect(deaths).toEqual(ordeal.deaths)
})
