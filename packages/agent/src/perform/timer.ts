import type { Performer } from './performer.ts'

/** A wait is over. Its row was due no earlier. */
export const performTimer: Performer<'timer'> = ({ round }) =>
  Promise.resolve({ events: [{ type: 'timer_due', round }] })
