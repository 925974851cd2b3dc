import { fragments } from './fragments.ts'
import { source, wordsOf } from './pattern.ts'

/**
 * Wordings of a question in which a word of change asks for no change: "logs since the last restart", "why did it stop".
 * They are read as a word about the state. Only reads look at them.
 */
const event =
  '(restart|start|stop|reboot|startup|shutdown|pause|crash|boot|launch|deploy|deployment|update|rollback|failure)'
const verbs =
  '(restart|start|stop|pause|crash|die|exit|fail|reboot|shut down|go down|come up|come back|boot|end|finish|terminate)'

export const benign: readonly string[] = [
  `(since|after|before|during|following|until|from|around) [the|its|this|our] [last|latest|previous|most recent|recent] ${event}`,
  `(last|latest|previous|most recent|recent) ${event} [time|reason]`,
  `(restart|start|stop|boot|startup|shutdown) (count|counts|history|time|times|loop|loops|looping|reason|sequence|failures|attempts)`,
  `(startup|shutdown|boot) (logs|log|errors|error|messages|output)`,
  `(fails|fail|failed|failing|unable|refuses|refusing|not able) to (start|boot|restart|come up|stop)`,
  `(can not|will not|does not|did not|could not|would not) (start|boot|restart|come up|stop)`,
  `(keeps|is|still|was|been) (restarting|starting|stopping|rebooting|booting|starting up|shutting down|flapping)`,
]

/** Such a question as a whole: "did it stop" asks also where the question mark was left out. */
export const questions: readonly string[] = [
  `(did|does|has|will) {target} [ever|just|really|even|already|recently|ever really|manage to|successfully] ${verbs} [up|again|itself|by itself|properly|successfully|correctly]`,
  `(is|was|keeps|has) {target} (been|still|always|constantly)* (restarting|starting|stopping|rebooting|flapping) [over and over|again and again|all the time|repeatedly|in a loop]`,
  `(whether|if) {target} (restarted|stopped|started|crashed|rebooted|paused)`,
]

const rows = (list: readonly string[], word: string) =>
  list.map((pattern) => ({ pattern: new RegExp(`${source(pattern, fragments)}(?= |$)`, 'g'), word }))

const harmless = [...rows(questions, ' @asked'), ...rows(benign, ' @state')]
const keys = new Set([...benign, ...questions].flatMap(wordsOf))

/** The text with such wordings in one word each. */
export function calmed(text: string): string {
  const sure = text.replaceAll(/ or (?:not|what)(?= |$)/g, '')
  return sure.split(' ').some((word) => keys.has(word))
    ? harmless.reduce((rest, { pattern, word }) => rest.replaceAll(pattern, word), sure)
    : sure
}
