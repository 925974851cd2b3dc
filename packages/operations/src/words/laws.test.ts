import { existsSync, readFileSync } from 'node:fs'
import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isChange, kinds, operations } from '../operations.ts'
import { seen } from '../testing/corpus/index.ts'
import { phrasings } from '../testing/phrasings.ts'
import { interpretOffline, type Interpreted } from './interpret.ts'
import { destroys, doubts, negators, schedules } from './lexicon.ts'
import { normalise } from './normalise.ts'
import { vocabulary } from './vocabulary.ts'

const web = TargetName.parse('web')
const updates = (result: Interpreted): boolean => result.ok && result.operation.kind === 'container.update'
const changed = (result: Interpreted): boolean => result.ok && isChange(result.operation)

interface Request {
  readonly intent: string
  readonly target: TargetName
}
/** Every wording of a change that is shown, with its target. */
const requests: readonly Request[] = [
  ...Object.values(phrasings).flatMap((intents) => intents.map((intent) => ({ intent, target: web }))),
  ...seen.map(({ intent, target }) => ({ intent, target: TargetName.parse(target) })),
].filter(({ intent, target }) => changed(interpretOffline(intent, target)))
const anyRequest = fc.constantFrom(...requests)
const inserted = (intent: string, word: string, at: number): string => {
  const words = intent.split(' ')
  return [...words.slice(0, at % (words.length + 1)), word, ...words.slice(at % (words.length + 1))].join(' ')
}

test('the laws are asked of every kind of change', () => {
  const asked = requests.map(({ intent, target }) => interpretOffline(intent, target))
  const kindsAsked = new Set(asked.flatMap((result) => (result.ok ? [result.operation.kind] : [])))
  expect(kinds.filter((kind) => operations[kind].access === 'change' && !kindsAsked.has(kind))).toEqual([])
})

test('a word that denies, doubts, delays or destroys makes of no request a change', () => {
  // `drop` also lowers: `drop scale to 3`.
  const destroying = [...destroys].filter((word) => word !== 'drop')
  const spoilers = [...negators, ...doubts, ...schedules, ...destroying, 'if', 'when', 'before', 'or']
  fc.assert(
    fc.property(anyRequest, fc.constantFrom(...spoilers), fc.nat(20), ({ intent, target }, word, at) => {
      expect(changed(interpretOffline(inserted(intent, word, at), target))).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test('a word that nobody knows makes of no request a change', () => {
  const isKnown = (word: string): boolean =>
    word === 'web' || normalise(word).join(' ') !== word || vocabulary.has(word)
  const anyWord = fc.stringMatching(/^[a-z]{3,9}$/).filter((word) => !isKnown(word))
  fc.assert(
    fc.property(anyRequest, anyWord, fc.nat(20), ({ intent, target }, word, at) => {
      expect(changed(interpretOffline(inserted(intent, word, at), target))).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test('the name of another target makes of no request a change, wherever it stands', () => {
  const others = new Set(['orders'])
  for (const { intent, target } of requests)
    for (let at = 0; at <= intent.split(' ').length; at += 1) {
      const text = inserted(intent, 'orders', at)
      expect([text, changed(interpretOffline(text, target, undefined, others))]).toEqual([text, false])
    }
})

test('two requests in one sentence are no change', () => {
  const ofOne = fc.constantFrom(...requests.filter(({ target }) => target === web))
  fc.assert(
    fc.property(ofOne, ofOne, fc.constantFrom(' and ', ' then ', ', then ', '; ', ' or '), (one, two, joint) => {
      // Limits may be set together: `set RAM to 1024 MB and one and a half cpus for web` is one update.
      fc.pre(![one, two].every(({ intent }) => updates(interpretOffline(intent, web))))
      expect(changed(interpretOffline(one.intent + joint + two.intent, web))).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test.for(['why', 'who', 'how do I', 'should we', 'what if I', 'when did you', 'did you', 'has anyone', 'do I have to'])(
  'a request with "%s" in front is no change',
  (question) => {
    expect(requests.filter(({ intent, target }) => changed(interpretOffline(`${question} ${intent}`, target)))).toEqual(
      [],
    )
  },
)

test('a request that is only asked about is no change', () => {
  const polite = /\b(?:you|u|please|kindly|mind|someone|somebody|pls)\b/i
  const plain = requests.filter(({ intent }) => !polite.test(intent) && !/[?.!]$/.test(intent))
  expect(plain.filter(({ intent, target }) => changed(interpretOffline(`${intent}?`, target)))).toEqual([])
})

test('a slip of one letter in a request makes no other change of it', () => {
  fc.assert(
    fc.property(
      anyRequest,
      fc.nat(60),
      fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')),
      ({ intent, target }, at, letter) => {
        const place = at % intent.length
        const slipped = interpretOffline(intent.slice(0, place) + letter + intent.slice(place + 1), target)
        const meant = interpretOffline(intent, target)
        // What a change names or measures may itself have slipped: `512m` is then `512g`, one network another.
        if (slipped.ok && isChange(slipped.operation))
          expect(slipped.operation.kind).toBe(meant.ok && meant.operation.kind)
      },
    ),
    { numRuns: 1_000 },
  )
})

test('any order of any words that we know is read without an exception', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...vocabulary, 'web', '5', '10m', ',', '?'), { maxLength: 12 }), (words) => {
      expect(interpretOffline(words.join(' '), web)).toBeDefined()
    }),
  )
})

test('any text is read without an exception', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (text) => {
      expect(changed(interpretOffline(text, web))).toBe(false)
    }),
  )
})

test('2,000 characters of anything are read in well under a second', () => {
  for (const piece of [
    'please ',
    'the service is down ',
    'restart ',
    'a ',
    'logs and ',
    'x',
    '1 ',
    'the down ',
    'hung ',
    'memory to 1g and ',
    'with alias a , ',
    'of the last hour ',
    'because it hangs ',
    'the network ',
    ' ',
    ', ',
    '\t',
    '. ',
    '-',
    '= ',
    "' ",
    'docker ',
    'ps ',
  ]) {
    const start = performance.now()
    interpretOffline(piece.repeat(2_000 / piece.length), web)
    interpretOffline(`restart ${piece.repeat(1_980 / piece.length)} x`, web)
    expect(performance.now() - start).toBeLessThan(500)
  }
})

const shared = (name: string): string[] => {
  const path = new URL(`../../../../../shared/data/${name}`, import.meta.url)
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
}

const hostile = shared('hostile-text.jsonl').map((line) => z.object({ text: z.string() }).parse(JSON.parse(line)).text)

test(`no line of hostile text is a change (${hostile.length || 'absent, none'} read)`, () => {
  expect(hostile.filter((text) => changed(interpretOffline(text, web)))).toEqual([])
})
