import type { HealthFacts } from '@devops-ai/contract'
import type { Facts } from '../../evidence/facts.ts'
import { concludes, escalates, type Rule } from '../conclusion.ts'
import { recentLines } from '../recent.ts'
import { recognise } from '../signatures.ts'
import { hasFailed, runs } from '../state.ts'

/** A stack trace may follow the line that matters in what has ended; in what runs, old lines are history. */
const mostOfEnded = 40
const mostOfRunning = 10

/** What the engine's own facts confirm or refute; for anything else that an alert says, the logs are the only witness. */
const ofState = /unhealthy|health|died|die\b|kill|dead|down|absent|exit|crash|restart|oom|stop|pause/i

/** The logs end in trouble that outlives a restart: a person has to mend it. */
export const restartCannotHelp: Rule = (facts) => {
  const { about, status, logs, alerts } = facts
  if (!status || !logs) return null
  const failed = hasFailed(status.value)
  if (!failed && !isFineButReported(status.value, alerts)) return null
  const found = recognise(recentLines(logs.value, runs(status.value) ? mostOfRunning : mostOfEnded))
  if (!found) return null
  const { signature, line } = found
  const sentence = `The logs of ${about} say that ${signature.sentence}: ${line.slice(0, 200)}`
  const plan = escalates(`${sentence}. A restart does not change that`, signature.suggestion)
  return concludes('restart_cannot_help', sentence, [status, logs, ...(failed ? [] : alerts)], plan)
}

const isFineButReported = (status: HealthFacts, alerts: Facts['alerts']): boolean =>
  runs(status) &&
  status.health !== 'starting' &&
  alerts.some(({ value }) => value.severity !== 'info' && !value.resolved && !ofState.test(value.name))
