import { answerOf, type Told } from '../answer.ts'
import type { Decided } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import type { Answered } from './change.ts'

/** A dry run: everything is decided and nothing is run, recorded as done, or used up. */
export const preview = ({ now }: GatewayDeps, told: Told): Answered => ({
  ok: true,
  answer: answerOf(
    told,
    { status: 'preview', text: `would run: ${told.sentence}`, error: '', data: null, truncated: false, ms: 0 },
    now(),
  ),
})

/** What a decided change would be, had it been run. */
export const foretold = ({ id, command, operation, sentence, steps, effects, undo, decision }: Decided): Told => ({
  id,
  command,
  operation,
  sentence,
  targets: steps.map(({ target }) => target),
  effects,
  undo,
  decision,
  journal: null,
})
