import type { ChangeDefinition } from '../definition.ts'
import { fragments } from './fragments.ts'
import { empty } from './lexicon.ts'
import { source } from './pattern.ts'
import { requiredWords } from './required.ts'
import type { Verb } from './said.ts'

/**
 * The grammar of changes. An intent is a change only if all of it, word for word, is one of these wordings with
 * politeness and a statement of the trouble around it. There is no score and no nearest match here.
 */
/** Where it ends is plain, so that no part of the request belongs to it. */
const wrong =
  '{stated} ([,] [and] {stated})* (,|[,] (so|thus|therefore|hence|and so|-|please|kindly|now|(can|could) (you|u|someone|somebody)))'
/** Around a wording with an object; what is wrong stands apart from the request, so that a report is not read as one. */
const around = {
  before: `{politely} [${wrong}|{cause} [,]] {politely}`,
  after: `(([,] ({ending}|{cause}|{purpose})|(,|?) {stated}))* [?]`,
}
/** Around a verb that stands alone. `the service failed restart` is a report, so nothing but politeness is allowed. */
const briefly =
  '((please|kindly|just|now|ok|okay|so|,|hey|hi|hello|(can|could|would|will) you|go ahead and|asap|urgent|urgently|quickly|immediately))*'
const bare = { before: `${briefly} [{stated} (,|so|[,] please) ${briefly}]`, after: `(([,] {ending}|, {stated}))* [?]` }

/** Between a verb's object and what stands behind it. */
const manner = '(gracefully|cleanly|properly|nicely)'

const does = '(do|perform|trigger|issue|initiate|execute|run|request|carry out|invoke)'
const named = '(operation|action|command|task|procedure|step)'

const either = (forms: readonly string[]): string => `(${forms.join('|')})`

/** Verbs with what stands behind them, one group for all that have the same behind verb and object. */
function wordings(verbs: readonly Verb[], ofKind: string): string[] {
  const groups = Map.groupBy(verbs, ({ behind }) => behind ?? ofKind)
  return [...groups].map(([behind, group]) => `${either(ofGroup(group))} [${manner}] ${behind}`)
}

/** All wordings of verbs. */
function ofGroup(verbs: readonly Verb[]): string[] {
  const plain = verbs.filter(({ particle }) => particle === undefined)
  const parted = verbs.flatMap((verb) => (verb.particle === undefined ? [] : [{ ...verb, particle: verb.particle }]))
  const object = (form: 'base' | 'ing'): string =>
    either([
      ...(plain.length > 0 ? [`${either(plain.map((verb) => verb[form]))} {direct}`] : []),
      ...parted.map((verb) => `${verb[form]} (${verb.particle} {direct}|{direct} [back] ${verb.particle})`),
    ])
  const whole = (form: 'base' | 'ing' | 'past'): string => either(verbs.map((verb) => withParticle(verb, verb[form])))
  const alone = verbs.filter((verb) => verb.alone && verb.behind !== undefined).map((verb) => verb.base)
  return [
    object('base'),
    `(would you mind|do you mind|try) ${object('ing')}`,
    `(get|have) {target} ${whole('past')}`,
    `[(i|we)] (need|want|would like) {target} [to be] ${whole('past')}`,
    `{target} (needs to|has to|should|must|ought to) be ${whole('past')}`,
    `{target} needs ${whole('ing')}`,
    `{target} , ${whole('base')}`,
    `(have {target}|get {target} to) ${whole('base')}`,
    `${does} [a|an|the] (${whole('base')} [{target}]|{target} ${whole('base')}) ${named} [(on|for|of) {target}]`,
    `${does} [a|an|the] ${whole('base')} [{target}] (on|for|of) {target}`,
    ...ofNouns(verbs.flatMap(({ noun }) => noun ?? [])),
    ...alone,
  ]
}

export const withParticle = ({ particle }: Verb, form: string): string =>
  particle === undefined ? form : `${form} ${particle}`

function ofNouns(nouns: readonly string[]): string[] {
  if (nouns.length === 0) return []
  const noun = `[quick|clean|graceful|fresh|good|nice|proper|simple|little|full|complete] ${either(nouns)}`
  return [
    `(do|perform|trigger|issue|initiate|execute|request|kick off|try|(i|we) (need|want|would like)) [a|an|the] (${noun}|{target} ${either(nouns)}) [(on|for|of) {target}]`,
    `give {target} [a|an] ${noun}`,
    `{target} needs a ${noun}`,
    `{target} ${either(nouns)} please`,
  ]
}

/** Compiled when it is first asked for. */
function once(make: () => RegExp): () => RegExp {
  let made: RegExp | null = null
  return () => (made ??= make())
}

export interface ChangeGrammar {
  /** A wording with what may stand around it. */
  readonly whole: () => RegExp
  /** A wording and nothing else. */
  readonly alone: () => RegExp
  /** All wordings, for the vocabulary. */
  readonly patterns: readonly string[]
  /** No intent without one of these words is this change; null where a wording has none of its own. */
  readonly keys: ReadonlySet<string> | null
}

/** The grammar of one change. */
export function changeGrammar({ words }: ChangeDefinition): ChangeGrammar {
  const { behind = '', object = '{target}' } = words
  // Behind the verb itself `this` can be nothing else.
  const direct = object === '{target}' ? '({target}|this)' : object
  const patterns = [...wordings(words.verbs, behind), ...words.phrases].map((text) =>
    text.replaceAll('{direct}', direct).replaceAll('{target}', object),
  )
  const labels = (words.labels ?? []).map((text) => text.replaceAll('{target}', object))
  const alone = words.verbs
    .filter((verb) => verb.alone && verb.behind === undefined)
    .map((verb) => withParticle(verb, verb.base))
  const ofBare = alone.length > 0 ? `|${bare.before} ${either(alone)} ${behind} ${bare.after}` : ''
  const ofLabel = labels.length > 0 ? `|{politely} ${either(labels)} ${bare.after}` : ''
  const whole = `(${around.before} ${either(patterns)} ${around.after}${ofBare}${ofLabel})`
  return {
    whole: once(() => new RegExp(`^${source(whole, fragments)}$`)),
    alone: once(() => new RegExp(`^${source(either(patterns), fragments)}$`)),
    patterns: [...patterns, ...labels, behind, ...Object.values(around)],
    keys: requiredWords(either([...patterns, ...labels, ...alone]), fragments, empty),
  }
}
