import { numbers, operators, otherNames, otherVerbs, someFlags, unseen, wideOf, lookAlike } from './oddities.ts'
import type { Random } from './random.ts'

/** Changes a line; `target` is the name that the request is about. */
type Mutation = (random: Random, line: string, target: string) => string

const place = (random: Random, line: string): number => random.below(line.length + 1)

const inserted = (random: Random, line: string, what: string): string => {
  const at = place(random, line)
  return line.slice(0, at) + what + line.slice(at)
}

/** The line with one of its words replaced by what `change` makes of it. */
function reworded(random: Random, line: string, change: (word: string) => string): string {
  const words = line.split(' ')
  const at = random.below(words.length)
  return words.map((word, index) => (index === at ? change(word) : word)).join(' ')
}

/** One of the places where `pattern` matches replaced. */
function replaced(random: Random, line: string, pattern: RegExp, by: (found: string) => string): string {
  const found = [...line.matchAll(pattern)]
  const match = found[random.below(found.length)]
  if (match === undefined) return line
  return line.slice(0, match.index) + by(match[0]) + line.slice(match.index + match[0].length)
}

const withWord = (random: Random, line: string, word: string): string => {
  const words = line.split(' ')
  return words.toSpliced(random.below(words.length + 1), 0, word).join(' ')
}

const printable = (random: Random): string => String.fromCodePoint(0x20 + random.below(0x5f))

export const mutations = {
  'a shell operator': (random, line) => inserted(random, line, random.pick(operators)),
  'a shell operator between words': (random, line) => withWord(random, line, random.pick(operators)),
  'a character that cannot be seen': (random, line) => inserted(random, line, random.pick(unseen)),
  'another kind of space': (random, line) => replaced(random, line, / /g, () => random.pick(unseen)),
  'a look-alike letter': (random, line) => replaced(random, line, /[a-z]/g, (letter) => lookAlike(random, letter)),
  'a wide letter': (random, line) => replaced(random, line, /[!-~]/g, wideOf),
  'another case': (random, line) =>
    random.once(2)
      ? replaced(random, line, /[a-z]/g, (letter) => letter.toUpperCase())
      : reworded(random, line, (word) => word.toUpperCase()),
  'another name': (random, line, target) => line.replace(target, random.pick(otherNames)),
  'a name with more to it': (random, line, target) =>
    line.replace(
      target,
      random.once(2) ? `${target}${random.pick(otherNames)}` : `${random.pick(otherNames)}${target}`,
    ),
  'an operand more': (random, line, target) => `${line} ${random.once(2) ? target : random.pick(otherNames)}`,
  'a word twice': (random, line) => reworded(random, line, (word) => `${word} ${word}`),
  'a word less': (random, line) => {
    const words = line.split(' ')
    return words.toSpliced(random.below(words.length), 1).join(' ')
  },
  'two words swapped': (random, line) => {
    const words = line.split(' ')
    const at = random.below(words.length)
    const [word = ''] = words.splice(at, 1)
    return words.toSpliced(random.below(words.length + 1), 0, word).join(' ')
  },
  'another flag': (random, line) => withWord(random, line, random.pick(someFlags)),
  'a flag for a flag': (random, line) => replaced(random, line, /-[a-z-]+/g, () => random.pick(someFlags)),
  'a flag twice': (random, line) => {
    const flags = [...line.matchAll(/ (-[a-z-]+(?:[ =][^ -][^ ]*)?)/g)].map(([, flag = '']) => flag)
    return withWord(random, line, flags[random.below(flags.length)] ?? '-a')
  },
  'a global flag': (random, line) =>
    line.replace(
      'docker',
      `docker ${random.pick(['-H tcp://10.0.0.1', '--context x', '-D', '--tls', '-c prod', '--'])}`,
    ),
  'an end of flags': (random, line) => withWord(random, line, '--'),
  'another verb': (random, line) => {
    const words = line.split(' ')
    return words.toSpliced(1, 1, random.pick(otherVerbs)).join(' ')
  },
  'a value by another sign': (random, line) =>
    replaced(random, line, /(?<=-[a-z-]+)[ =]/g, () => random.pick(['=', ' ', '= ', ' =', '', '==', '=  '])),
  'no value': (random, line) => replaced(random, line, /(?<=-[a-z-]+[ =])[^ ]+/g, () => ''),
  'a value for a switch': (random, line) =>
    replaced(
      random,
      line,
      /-[a-z-]+(?= |$)/g,
      (flag) => flag + random.pick(['=false', '=true', '=1', '=', 'true', '=TRUE']),
    ),
  'another number': (random, line) => replaced(random, line, /-?[0-9]+(?:\.[0-9]+)?/g, () => random.pick(numbers)),
  'another unit': (random, line) =>
    replaced(random, line, /(?<=[0-9])[a-z]?(?= |$)/g, () =>
      random.pick([
        '',
        'ms',
        'us',
        'ns',
        'd',
        'w',
        'h',
        'm',
        's',
        'b',
        'k',
        'K',
        'mb',
        'MiB',
        'bb',
        'Gb',
        'G',
        't',
        '%',
        's1h',
        'm1s',
      ]),
    ),
  'a quoted word': (random, line) =>
    reworded(random, line, (word) => random.pick([`'${word}'`, `"${word}"`, `“${word}”`])),
  'half a quote': (random, line) => inserted(random, line, random.pick(['"', "'", '`', '’'])),
  'an escaped letter': (random, line) => replaced(random, line, /[a-z]/g, (letter) => `\\${letter}`),
  'a letter more': (random, line) => inserted(random, line, printable(random)),
  'a letter less': (random, line) => replaced(random, line, /./g, () => ''),
  'another letter': (random, line) => replaced(random, line, /./g, () => printable(random)),
  'any code unit': (random, line) => inserted(random, line, String.fromCharCode(random.below(0x1_0000))),
  'the line cut': (random, line) => line.slice(0, place(random, line)),
  'the line twice': (random, line) => `${line}${random.pick(['\n', ' ; ', ' && ', ' ', ''])}${line}`,
  'something in front': (random, line) =>
    random.pick([
      'sudo ',
      '$ ',
      'DOCKER_HOST=tcp://10.0.0.1 ',
      '```\n',
      '`',
      '/usr/bin/',
      'env ',
      '- ',
      '# ',
      '\t',
      '\n',
    ]) + line,
  'something behind': (random, line) =>
    line +
    random.pick([' ', '\n', '\r\n', '\n```', '.', ' # comment', ' &', ';', ' 2>&1', ' | head', '\u0000', '\t', '\f']),
  'very many spaces': (random, line) => replaced(random, line, / /g, () => ' '.repeat(1 + random.below(2_100))),
} as const satisfies Record<string, Mutation>

const all: readonly Mutation[] = Object.values(mutations)
const first = mutations['another number']

/** The line after one to three changes. */
export function mutated(random: Random, line: string, target: string): string {
  let text = line
  for (let left = 1 + random.below(3); left > 0; left -= 1)
    text = (all[random.below(all.length)] ?? first)(random, text, target)
  return text
}

/** The beginning of one line and the end of another, cut between words or anywhere. */
export function spliced(random: Random, one: string, two: string): string {
  if (random.once(3)) return one.slice(0, place(random, one)) + two.slice(place(random, two))
  const [head, tail] = [one.split(' '), two.split(' ')]
  const joint = random.pick([' ', ' ', ' ', ' ; ', '\n', ' && ', ' | ', ' and ', ' then ', ', '])
  return (
    head.slice(0, 1 + random.below(head.length)).join(' ') + joint + tail.slice(random.below(tail.length)).join(' ')
  )
}
