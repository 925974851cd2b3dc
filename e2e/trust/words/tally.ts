import { z } from 'zod'
import { inputOf } from './inputs.ts'
import { judged } from './laws.ts'

/**
 * What became of some inputs: `operations` of the parser, `changes` of the offline interpreter, and of each input of
 * which a law did not hold the input and the law, in words.
 */
export const Tally = z.strictObject({
  inputs: z.number(),
  operations: z.number(),
  changes: z.number(),
  failures: z.array(z.string()),
})
export type Tally = z.infer<typeof Tally>

export interface Stretch {
  readonly seed: number
  readonly from: number
  readonly to: number
  /** Every input whose number this divides is also read as plain words, which takes ten times as long as the rest. */
  readonly wordsEach: number
}

/** Judges the inputs from number `from` to before number `to`. */
export function tallied({ seed, from, to, wordsEach }: Stretch, hostile: readonly string[]): Tally {
  const failures: string[] = []
  let [operations, changes] = [0, 0]
  for (let index = from; index < to; index += 1) {
    const input = inputOf(seed, index, hostile)
    const { operation, change, broken } = judged(input, index % wordsEach === 0)
    if (operation) operations += 1
    if (change) changes += 1
    if (broken.length > 0)
      failures.push([`input ${index} of seed ${seed}: ${JSON.stringify(input)}`, ...broken].join('\n  '))
  }
  return { inputs: to - from, operations, changes, failures }
}
