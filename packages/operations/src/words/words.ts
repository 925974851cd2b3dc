import { looksLikeName, sameName } from './names.ts'
import { correction } from './typo.ts'
import { normalise } from './normalise.ts'
import { gerund, thirdPerson } from './stems.ts'
import {
  nameable,
  neverNames,
  objectWords,
  thingWords,
  topicsOfOneWord,
  vocabulary,
  wordsOfReads,
} from './vocabulary.ts'

/**
 * One word of an intent. `word`: one that some wording knows, or a number. `target`: the target's own name. `known`: another
 * target's. `other`: perhaps a name. `odd`: what no name looks like.
 */
export interface Word {
  readonly as: 'word' | 'target' | 'known' | 'other' | 'odd'
  readonly written: string
}

const number =
  /^-?\d+(?:\.\d+)?[a-z%]{0,9}$|^-?sig[a-z]{2,6}\d?$|^on-failure:\d+$|^-(?:hup|term|int|quit|kill|usr1|usr2|abrt|winch)$|^(?:\d{1,3}[hms]){2,3}$/
const signs: ReadonlySet<string> = new Set([',', '?', '='])

/** A noun in front of a name or behind it: the stack `logging` has a name that says something else elsewhere. */
const besideName: ReadonlySet<string> = new Set(
  'service container network volume image node stack named called'.split(' '),
)

/** Behind these a word is a name if it is the target's: `the logs of cron`. */
const beforeName: ReadonlySet<string> = new Set('of for from in inside is was does did has'.split(' '))

/** What operators write for the names of things. */
const shortened: ReadonlyMap<string, string> = new Map([
  ['ctr', 'container'],
  ['ctrs', 'containers'],
  ['cntr', 'container'],
  ['svc', 'service'],
  ['svcs', 'services'],
  ['img', 'image'],
  ['imgs', 'images'],
  ['cfg', 'config'],
  ['conf', 'config'],
  ['procs', 'processes'],
])

/** Stands for the name of the target while the rest is split: a reference of an image holds signs that separate words. */
const placeholder = '\ue000'

/** Names of others than the target, in small letters. */
export type Names = Pick<ReadonlySet<string>, 'has'>

/** The words of an intent with names told apart from words. Nouns such as `app` count as a name only if known as one. */
export function wordsOfIntent(intent: string, target: string, otherNames: Names): Word[] {
  // Another's own name is another's, also where it could stand for the target's: `web` beside `shop-web-1`.
  const isOthers = (word: string): boolean => word !== target.toLowerCase() && otherNames.has(word)
  const isTarget = (word: string, before = '', after = ''): boolean =>
    word === placeholder ||
    (sameName(word, target) &&
      !isOthers(word) &&
      (!vocabulary.has(word) ||
        !neverNames.has(word) ||
        besideName.has(before) ||
        besideName.has(after) ||
        beforeName.has(before)))
  const isKnown = (word: string): boolean =>
    isOthers(word) &&
    (!vocabulary.has(word) ||
      !neverNames.has(word) ||
      (nameable.has(word) && word !== 'service' && word !== 'container'))
  return normalise(/[/:@]/.test(target) ? withoutName(intent, target) : intent)
    .flatMap((word) =>
      isTarget(word) || isKnown(word) ? [word] : apart(shortened.get(word) ?? word, target.toLowerCase()),
    )
    .map((written, index, all) => {
      if (isKnown(written)) return { as: 'known', written }
      if (isTarget(written, all[index - 1], all[index + 1])) return { as: 'target', written: target.toLowerCase() }
      if (vocabulary.has(written) || number.test(written) || signs.has(written)) return { as: 'word', written }
      return { as: looksLikeName(written) ? 'other' : 'odd', written }
    })
}

/** What a description calls nobody in particular by, behind its verb. */
const anybody =
  /^(?: (?:up|down|back|off|on))?(?: (?:an?|one|all|this|its|their)(?= )| (?:the|each)(?= )(?! (?:service|app|application)(?= |$)))/

/** In the third person these tell what a program does, not what a command is for. */
const tellsOfItself = /^(?:uses|needs|wants|raises|gives|fires|issues|triggers|requests|gets|lets|tries|allows)$/

/**
 * `Stops a container` is how a command is described: its first word is read as `stop`. Null for whatever is no description;
 * who names the target tells of it, so that is none.
 */
export function described(words: readonly Word[], verbs: ReadonlySet<string>): readonly Word[] | null {
  const [first, ...rest] = words
  if (!first || verbs.has(first.written) || tellsOfItself.test(first.written)) return null
  if (words.some(({ as }) => as === 'target') || !anybody.test(textOf(rest))) return null
  return withVerb(words, thirdPerson(first.written), vocabulary)
}

/** The same for what is only shown, in `Shows` and `Showing`; that may be named. */
export function asLook(words: readonly Word[], verbs: ReadonlySet<string>): readonly Word[] {
  const [first, second] = words
  if (!first || !second || verbs.has(first.written)) return words
  return withVerb(words, [...thirdPerson(first.written), ...gerund(first.written)], verbs) ?? words
}

/** A shorter one is no verb of ours: `do` of `does`. */
function withVerb(words: readonly Word[], forms: readonly string[], verbs: ReadonlySet<string>): Word[] | null {
  const verb = forms.find((form) => form.length > 2 && verbs.has(form))
  return verb === undefined ? null : [{ as: 'word', written: verb }, ...words.slice(1)]
}

function withoutName(intent: string, name: string): string {
  const [text, mention] = [intent.toLowerCase(), name.toLowerCase()]
  const parts = text.split(mention)
  return parts.reduce((before, after) =>
    /[\w/@-]$/.test(before) || /^(?:[\w/@-]|[.:]\w)/.test(after)
      ? `${before}${mention}${after}`
      : `${before}${placeholder}${after}`,
  )
}

/**
 * `restart_service` is two words; `slow-app` may be a name and stays whole: it is taken apart only when one of its
 * parts says what to do and none is a thing: `metrics-net` is a network's name.
 */
function apart(word: string, target: string): string[] {
  const parts = word.split(/[_-]/)
  if (vocabulary.has(word) || number.test(word) || parts.includes(target)) return [word]
  const ours =
    parts.length > 1 && parts.every((part) => (vocabulary.has(part) && !thingWords.has(part)) || /^\d+$/.test(part))
  return ours && parts.some((part) => !objectWords.has(part)) ? parts : [word]
}

/**
 * The same words with slips of one letter put right. For reads alone: a change is never guessed. A word in the place of a
 * name, or one that only lacks its plural, is left as it is.
 */
export const corrected = (words: readonly Word[], changeWords: ReadonlySet<string>): Word[] =>
  words.map((word, index) => {
    const unknown = word.as === 'other' || word.as === 'odd'
    if (!unknown || inPlaceOfName(words, index) || correction(word.written, changeWords) !== null) return word
    const right = correction(word.written, wordsOfReads, topicsOfOneWord)
    const plural = right === `${word.written}s` || word.written === `${right}s`
    return right === null || plural ? word : { as: 'word', written: right }
  })

function inPlaceOfName(words: readonly Word[], index: number): boolean {
  const before = words.slice(Math.max(0, index - 2), index).map(({ written }) => written)
  return /^(?:\S+ )?(?:of|for|from|to|named|called)(?: (?:the|my|our))?$/.test(before.join(' '))
}

/** The words in one text, a space before each: a name is written `@other:name`, so that patterns can tell it. */
export const textOf = (words: readonly Word[]): string =>
  words.map(({ as, written }) => (as === 'word' ? ` ${written}` : ` @${as}:${written}`)).join('')
