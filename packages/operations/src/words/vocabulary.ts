import { kinds, operations } from '../operations.ts'
import { benign, questions } from './benign.ts'
import { changeWords } from './change-verbs.ts'
import { fragments } from './fragments.ts'
import {
  destroys,
  doubts,
  empty,
  foreign,
  joiners,
  looks,
  negators,
  notOffered,
  plurals,
  schedules,
} from './lexicon.ts'
import { grammars } from './grammars.ts'
import { limitWordings } from './limits.ts'
import { neverWordings } from './never-words.ts'
import { lengthOf, wordsOf } from './pattern.ts'

const ofReads = kinds.flatMap((kind) => {
  const definition = operations[kind]
  return definition.access === 'read' ? [definition.words] : []
})
const topics = ofReads.flatMap((words) => [...words.topics, ...words.hints])
const patterns = [
  ...grammars.flatMap((grammar) => grammar.patterns),
  ...ofReads.flatMap(({ phrases }) => phrases),
  ...limitWordings,
  ...neverWordings,
  ...topics,
]

const lists = [destroys, doubts, empty, foreign, joiners, looks, negators, notOffered, plurals, schedules]
const spanWords =
  'hours hour hrs hr minutes minute mins min seconds second secs sec days day weeks week half couple few ago worth'
const ordinary =
  'other another others different elsewhere operation operations command commands action actions task until till before older prior anything something anywhere somewhere'

const things = 'containers networks volumes images nodes services stacks network volume image node stack system'.split(
  ' ',
)

/** Words for a container itself, which may also be somebody's name for one. */
const nouns: ReadonlySet<string> = new Set([
  ...wordsOf(fragments.containernoun ?? ''),
  ...wordsOf(fragments.vaguenoun ?? ''),
  ...wordsOf(fragments.servicenoun ?? ''),
  ...wordsOf(fragments.namednoun ?? ''),
])

/** Words of ours that are also names which people give: a container may be called `app` or `cache`. */
export const nameable: ReadonlySet<string> = new Set([...nouns, ...foreign])

/** Nouns of things that have names of their own. */
export const thingWords: ReadonlySet<string> = new Set([
  ...things.filter((word) => !/^(?:system|services|containers)$/.test(word)),
  ...foreign,
  'net',
  'vol',
])

/** Adjectives and nouns: alone they say which container, never what to do with it. */
export const objectWords: ReadonlySet<string> = new Set([...nouns, ...wordsOf(fragments.adjective ?? '')])

/** Every word that some wording of ours knows. What is not here and looks like a name is taken for one. */
export const vocabulary: ReadonlySet<string> = new Set([
  ...patterns.flatMap(wordsOf),
  ...Object.values(fragments).flatMap(wordsOf),
  ...[...benign, ...questions].flatMap(wordsOf),
  ...lists.flatMap((words) => [...words]),
  ...spanWords.split(' '),
  ...ordinary.split(' '),
  ...'timestamps timestamp timestamped -n -f --force --follow --tail --since --until ago'.split(' '),
  ...things,
  ...'vol vols net nets itself names ids tags'.split(' '),
  ...'kb kib mb mib meg megs megabyte megabytes mebibytes gb gib gig gigs gigabyte gigabytes gibibytes'.split(' '),
  ...'hup term int quit kill usr1 usr2 abrt winch'.split(' '),
  ...'engine daemon dockerd host server machine box system installation'.split(' '),
])

/** What slips may be put right to: words that reads are told by. */
export const wordsOfReads: ReadonlySet<string> = new Set(
  [...[...topics, ...ofReads.flatMap(({ phrases }) => phrases)].flatMap(wordsOf), ...looks, ...nouns, ...things].filter(
    (word) => nouns.has(word) || things.includes(word) || !empty.has(word),
  ),
)

/** Words that tell a read alone. */
export const topicsOfOneWord: ReadonlySet<string> = new Set(
  topics.filter((topic) => lengthOf(topic) === 1).flatMap(wordsOf),
)

/** Words that say too much to be the name of the target: verbs of changes, words of structure, and topics of one word. */
export const neverNames: ReadonlySet<string> = new Set([
  ...changeWords,
  ...[destroys, doubts, empty, joiners, looks, negators, schedules].flatMap((words) => [...words]),
  ...topicsOfOneWord,
  ...'network net image volume node stack container service it other another others different else elsewhere anything something anywhere somewhere nothing'.split(
    ' ',
  ),
])
