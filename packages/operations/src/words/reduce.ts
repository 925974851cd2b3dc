import { fragments } from './fragments.ts'
import { source } from './pattern.ts'
import { mayBe, requiredWords, wordsIn } from './required.ts'
import { purposes } from './said.ts'

const notOfAThing = `(?= |$)(?!${source('{thingnoun}', fragments)}(?= |$))`

/** A thing beside it, as in `the backend network`, makes a name that thing's and not the object. */
const object = new RegExp(`${source('{object}', fragments)}${notOfAThing}`, 'g')
const bareTarget = new RegExp(
  `(?<! (?:network|net|volume|image|node|stack|named|called)) @target:\\S+${notOfAThing}`,
  'g',
)
/** Of an app people say `the service`; the service that is given is one of Docker. */
const swarm =
  / (?:swarm|replicated|(?:a|any|one or more|one or multiple)(?: \S+)? services?|the (?:named|specified|given|selected|chosen|corresponding) service)(?= |$)/
const service = new RegExp(`${source('{servicenoun}', fragments)}(?= |$)`)
const vague = new RegExp(`${source('{vaguenoun}', fragments)}(?= |$)`)
const container = / containers?(?= |$)/

/** `@swarm` for what can only be a Swarm service, `@service` for an app, `@thing` for an instance, else `@it`. */
function called(object: string): string {
  if (swarm.test(object)) return ' @swarm'
  if (container.test(object)) return ' @it'
  if (service.test(object)) return ' @service'
  return vague.test(object) ? ' @thing' : ' @it'
}

/** The text with each mention of the target in one word, which tells how it was called. */
export const withObjects = (text: string): string =>
  text.replaceAll(object, (found) => called(found)).replaceAll(bareTarget, ' @it')

/** Fewer than are empty: else only values are left to tell by, which many a text has. */
const everywhere = new Set('the a its our this that is was has have to in of so'.split(' '))

/** What stands beside a request: of something else, why nobody needs the target, what is wrong with it, and what for. */
const beside = ['aside', ...purposes, 'statement'].map((name) => ({
  keys: requiredWords(`{${name}}`, fragments, everywhere),
  pattern: new RegExp(`${source(`{${name}}`, fragments)}(?= |$)`, 'g'),
  word: name === 'statement' ? ' @wrong' : ` @${name}`,
}))

/** The same with each reason and purpose put in one word, such as `@wrong`. */
export function withReasons(text: string): string {
  const words = wordsIn(text)
  return beside
    .filter(({ keys }) => mayBe(keys, words))
    .reduce((rest, { pattern, word }) => rest.replaceAll(pattern, word), text)
}
