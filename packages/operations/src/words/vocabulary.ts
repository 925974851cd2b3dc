import { operations, kinds } from '../operations.ts'
import { benign, questions } from './benign.ts'
import { changeGrammar } from './change.ts'
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
import { wordsOf } from './pattern.ts'

const patterns = kinds.flatMap((kind): readonly string[] => {
  const definition = operations[kind]
  if (definition.access === 'change') return changeGrammar(definition).patterns
  const { phrases, topics, hints } = definition.words
  return [...phrases, ...topics, ...hints]
})

const lists = [destroys, doubts, empty, foreign, joiners, looks, negators, notOffered, plurals, schedules]
const spanWords =
  'hours hour hrs hr minutes minute mins min seconds second secs sec days day weeks week half couple few ago'
const ordinary = 'other another others different elsewhere operation operations command commands action actions task'

/** Words for a container itself, which may also be somebody's name for one. */
export const nouns: ReadonlySet<string> = new Set([
  ...wordsOf(fragments.noun ?? ''),
  ...wordsOf(fragments.namednoun ?? ''),
])

/** Words of ours that are also names which people give: a container may be called `app` or `cache`. */
export const nameable: ReadonlySet<string> = new Set([...nouns, ...foreign])

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
  'timestamps',
  'timestamp',
  '-n',
  '--tail',
])
