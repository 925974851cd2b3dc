import { go, type Gate } from '../gate.ts'

/**
 * Only so many changes are under way at the same time. The rest wait in one queue, the most severe first; whoever has waited longer
 * is served before who is a little more severe, so that nobody waits for ever. A free place calls the next.
 */
export const turn: Gate = ({ queue, limits }) => {
  const { underWay, ahead } = queue
  if (underWay + ahead < limits.changesAtOnce) return go
  return {
    answer: 'wait',
    for: 'its turn',
    until: null,
    reason: `${underWay} changes are under way and ${ahead} more urgent ones wait; at most ${limits.changesAtOnce} run at a time`,
  }
}
