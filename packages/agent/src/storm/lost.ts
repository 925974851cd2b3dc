import { instant } from '@devops-ai/contract'
import { appendEvents, type Appended } from '../store/append.ts'
import { lostSpeakers, type Lost } from '../store/speakers.ts'
import type { TendDeps } from './tend.ts'

const reasons = {
  group: 'the incident in whose message it was told speaks for it no more',
  storm: 'the storm in whose messages it was told is over',
} as const satisfies Record<Lost['hushed'], string>

/** Has those looked at, and told of by themselves if they still need a person, for whom nobody speaks any more. */
export const tellTheLost = (deps: TendDeps, now: Date): Promise<readonly Appended[]> =>
  deps.db.transaction().execute(async (tx) => {
    const lost = await lostSpeakers(tx, deps.limits.incidents)
    const appendings = lost.map(({ id, hushed }) => ({
      id,
      events: [{ type: 'speaker_lost' as const, reason: reasons[hushed] }],
    }))
    return appendEvents(tx, appendings, instant(now), deps.rules)
  })
