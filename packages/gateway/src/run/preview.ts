import { answerOf, saying, type Told } from '../answer.ts'
import type { GatewayDeps } from '../deps.ts'
import type { Answered } from './change.ts'

/** A dry run: everything is decided and nothing is run, recorded as done, or used up. */
export const preview = ({ now }: GatewayDeps, told: Told): Answered => ({
  ok: true,
  answer: answerOf(told, saying('preview', `would run: ${told.sentence}`), now()),
})
