import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Tally } from './words/tally.ts'
import { hostileTexts } from './words/hostile.ts'
import { wholeNumber, type Outcome, type Trial } from './trial.ts'

const stretch = 20_000
/** More broken laws say nothing new. */
const mostShown = 20

/** Texts in great number: what they become by the parser, by the second recogniser and as plain words must fit together. */
export const words: Trial = {
  usage: '[--runs N] [--seed S]',
  options: { runs: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } },
  run: (values, say) =>
    run(wholeNumber(values, 'runs', 1, 1_000_000_000), wholeNumber(values, 'seed', 0, 4_294_967_295), say),
}

async function run(runs: number, seed: number, say: (text: string) => void): Promise<Outcome> {
  const began = performance.now()
  const hostile = hostileTexts().length
  say(hostile > 0 ? `${hostile} hostile texts` : 'the hostile texts of ../shared/data are absent')
  let [inputs, operations, changes, failed, next, shown] = [0, 0, 0, 0, 0, 0]

  const add = (tally: Tally): void => {
    inputs += tally.inputs
    operations += tally.operations
    changes += tally.changes
    failed += tally.failures.length
    for (const failure of tally.failures) if ((shown += 1) <= mostShown) say(failure)
    if (inputs % (stretch * 25) === 0 || inputs === runs) say(`${inputs}/${runs}, ${failed} failed`)
  }
  const work = async (): Promise<void> => {
    await using worker = new Worker(new URL('./words/worker.ts', import.meta.url))
    while (next < runs) {
      const from = next
      next = Math.min(runs, from + stretch)
      worker.postMessage({ seed, from, to: next, wordsEach: 1 })
      const answer: readonly unknown[] = await once(worker, 'message')
      add(Tally.parse(answer[0]))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))

  const seconds = Math.round((performance.now() - began) / 100) / 10
  const figures = { inputs, operations, refusals: inputs - operations, changes, disagreements: failed, seed, seconds }
  return { holds: failed === 0, figures }
}
