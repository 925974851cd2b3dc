import { kinds } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { questionOf, type Situation, situationsOf } from './testing/matrix.ts'
import { outcomeOf, verdictOf } from './testing/oracle.ts'
import { policyWith } from './testing/questions.ts'

const shipped = await policyWith()
const cells = kinds.flatMap((kind) => [...situationsOf(kind)])

test.for(kinds)(
  '%s is decided as the design says, whoever asks and whatever the circumstances',
  { timeout: 120_000 },
  (kind) => {
    const wrong: unknown[] = []
    for (const situation of situationsOf(kind)) {
      const { verdict, policies } = shipped.decide(questionOf(situation))
      const expected = verdictOf(situation)
      if (verdict !== expected.verdict || !policies.includes(expected.policy))
        wrong.push({ ...situation, verdict, policies, expected })
    }
    expect(wrong.slice(0, 3)).toEqual([])
  },
)

/** Laws that the oracle itself must obey: it is a second opinion only if it is a sound one. */
const every = (holds: (situation: Situation) => boolean): readonly Situation[] => cells.filter((cell) => !holds(cell))
const both = [false, true].flatMap((frozen) => [false, true].map((approved) => ({ frozen, approved })))

test.for([
  [
    'while frozen, nothing runs that would change something',
    (it: Situation) => {
      const outcome = outcomeOf(it, { frozen: true, approved: true })
      return outcome !== 'runs' || it.dryRun || verdictOf(it).policy === 'reading'
    },
  ],
  [
    'a freeze touches neither reads nor dry runs, and allows nothing',
    (it: Situation) =>
      both.every(({ approved }) => {
        const [frozen, thawed] = [true, false].map((isFrozen) => outcomeOf(it, { frozen: isFrozen, approved }))
        return frozen === thawed || frozen === 'frozen'
      }),
  ],
  [
    'an approval lets run what waits for one, and nothing else',
    (it: Situation) => {
      const [without, approved] = [false, true].map((isApproved) =>
        outcomeOf(it, { frozen: false, approved: isApproved }),
      )
      return without === 'waits' ? approved === 'runs' : approved === without
    },
  ],
  [
    'what is protected or loses data never runs',
    (it: Situation) =>
      both.every((state) => outcomeOf(it, state) !== 'runs' || it.dryRun || verdictOf(it).policy === 'reading') ||
      !(it.guarded || it.dataLoss),
  ],
] as const)('the oracle holds that %s', ([, holds]) => {
  expect(every(holds)).toEqual([])
})

test('the matrix reaches every verdict and every outcome', () => {
  expect(new Set(cells.map((cell) => verdictOf(cell).verdict))).toEqual(new Set(['allow', 'approve', 'deny']))
  const outcomes = new Set(cells.flatMap((cell) => both.map((state) => outcomeOf(cell, state))))
  expect(outcomes).toEqual(new Set(['runs', 'waits', 'frozen', 'denied']))
})
