import { concludes, escalates, nothing, type Rule } from '../conclusion.ts'
import { runs } from '../state.ts'

/** What the engine's facts answer by themselves: it runs, so this is over. */
const ofState = /unhealthy|died|die\b|kill|dead|down|absent|exit|crash|restart|oom|stop|pause/i

/** It runs and nothing that can be seen is wrong. An alert alone never justifies a change. */
export const healthy: Rule = ({ about, status, alerts }) => {
  if (!status || !runs(status.value) || status.value.health === 'unhealthy') return null
  if (status.value.health !== 'none') {
    const sentence = `${about} is healthy`
    return concludes('healthy', sentence, [status, ...alerts], nothing(sentence))
  }
  const grave = alerts.find(
    ({ value }) => value.severity === 'critical' && !value.resolved && !ofState.test(`${value.name} ${value.summary}`),
  )
  const sentence = `${about} runs; it has no health check, so nothing more is known`
  return grave
    ? concludes(
        'inconclusive',
        sentence,
        [status, grave],
        escalates(`${sentence}, and ${grave.value.name} is critical`, 'give it a HEALTHCHECK'),
      )
    : concludes('healthy', sentence, [status, ...alerts], nothing(sentence))
}
