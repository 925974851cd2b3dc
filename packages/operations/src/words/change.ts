import type { ChangeDefinition, Verb } from '../definition.ts'
import { fragments } from './fragments.ts'
import { source } from './pattern.ts'

/**
 * The grammar of changes. An intent is a change only if all of it, word for word, is one of these wordings with
 * politeness and a statement of the trouble around it. There is no score and no nearest match here.
 */
const polite = '(({polite}|,))*'
const ending = '([,] {ending})*'
/** Around a wording with an object; what is wrong stands apart from the request, so that a report is not read as one. */
const around = {
  before: `${polite} [@wrong [,] [so]] ${polite}`,
  after: `(([,] ({ending}|{cause}|{purpose})|, @wrong))* [?]`,
}
/** Around a verb that stands alone. `the service failed restart` is a report, so nothing but politeness is allowed. */
const bare = { before: `${polite} [@wrong (,|so|[,] please) ${polite}]`, after: `${ending} [?]` }

const does = '(do|perform|trigger|issue|initiate|execute|run|request|carry out|invoke)'
const named = '(operation|action|command|task|procedure|step)'

/** All wordings of one verb. */
function wordings(verb: Verb): string[] {
  const { base, past, ing, noun, particle } = verb
  const tail = particle === undefined ? '' : ` ${particle}`
  const object = (form: string): string =>
    particle === undefined ? `${form} {target}` : `(${form} ${particle} {target}|${form} {target} [back] ${particle})`
  const nouns = noun === undefined ? [] : nounWordings(noun)
  return [
    object(base),
    `(would you mind|do you mind|try) ${object(ing)}`,
    `(get|have) {target} ${past}${tail}`,
    `[(i|we)] (need|want|would like) {target} [to be] ${past}${tail}`,
    `{target} (needs to be|has to be) ${past}${tail}`,
    `{target} needs ${ing}${tail}`,
    `(have {target}|get {target} to) ${base}${tail}`,
    `${does} [a|an|the] (${base}${tail} [{target}]|{target} ${base}${tail}) ${named} [(on|for|of) {target}]`,
    `${does} [a|an|the] ${base}${tail} [{target}] (on|for|of) {target}`,
    ...nouns,
  ]
}

function nounWordings(noun: string): string[] {
  const kind = `[quick|clean|graceful|fresh|good|nice|proper|simple|little] ${noun}`
  return [
    `(do|perform|trigger|issue|initiate|execute|request|kick off|try|(i|we) (need|want|would like)) [a|an|the] (${kind}|{target} ${noun}) [(on|for|of) {target}]`,
    `give {target} [a|an] ${kind}`,
    `{target} needs a ${kind}`,
    `{target} ${noun} please`,
  ]
}

export interface ChangeGrammar {
  readonly whole: RegExp
  /** All wordings, for the vocabulary. */
  readonly patterns: readonly string[]
}

/** The grammar of one change. Only a change that has a time-out may be asked with one. */
export function changeGrammar({ words, command }: ChangeDefinition): ChangeGrammar {
  const timed = command.flags.some(({ field }) => field === 'timeout_seconds')
  const patterns = [...words.verbs.flatMap(wordings), ...words.phrases]
  const alone = words.verbs.filter((verb) => verb.alone).map(({ base }) => base)
  const timeout = timed ? '[[,] {timeout}]' : ''
  const whole = `(${around.before} (${patterns.join('|')}) ${timeout} ${around.after}${alone.length > 0 ? `|${bare.before} (${alone.join('|')}) ${timeout} ${bare.after}` : ''})`
  return { whole: new RegExp(`^${source(whole, fragments)}$`), patterns: [...patterns, ...Object.values(around)] }
}
