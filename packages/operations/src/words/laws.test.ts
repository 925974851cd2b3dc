import { existsSync, readFileSync } from 'node:fs'
import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isChange } from '../operations.ts'
import { phrasings } from '../testing/phrasings.ts'
import { interpretOffline, type Interpreted } from './interpret.ts'
import { destroys, doubts, negators, schedules } from './lexicon.ts'
import { vocabulary } from './vocabulary.ts'

const web = TargetName.parse('web')
const changed = (result: Interpreted): boolean => result.ok && isChange(result.operation)
const requests = Object.entries(phrasings).flatMap(([kind, intents]) =>
  /(?:start|stop|pause)$/.test(kind) ? [...intents] : [],
)
const anyRequest = fc.constantFrom(...requests)
const inserted = (intent: string, word: string, at: number): string => {
  const words = intent.split(' ')
  return [...words.slice(0, at % (words.length + 1)), word, ...words.slice(at % (words.length + 1))].join(' ')
}

test('a word that denies, doubts, delays or destroys makes of no request a change', () => {
  const spoilers = [...negators, ...doubts, ...schedules, ...destroys, 'if', 'when', 'before', 'or']
  fc.assert(
    fc.property(anyRequest, fc.constantFrom(...spoilers), fc.nat(20), (intent, word, at) => {
      expect(changed(interpretOffline(inserted(intent, word, at), web))).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test('a word that nobody knows makes of no request a change', () => {
  const anyWord = fc.stringMatching(/^[a-z]{3,9}$/).filter((word) => !vocabulary.has(word) && word !== 'web')
  fc.assert(
    fc.property(anyRequest, anyWord, fc.nat(20), (intent, word, at) => {
      expect(changed(interpretOffline(inserted(intent, word, at), web))).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('two requests in one sentence are no change', () => {
  fc.assert(
    fc.property(
      anyRequest,
      anyRequest,
      fc.constantFrom(' and ', ' then ', ', then ', '; ', ' or '),
      (one, two, joint) => {
        expect(changed(interpretOffline(one + joint + two, web))).toBe(false)
      },
    ),
    { numRuns: 500 },
  )
})

test('a slip of one letter in a request makes no other change of it', () => {
  fc.assert(
    fc.property(
      anyRequest,
      fc.nat(60),
      fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')),
      (intent, at, letter) => {
        const place = at % intent.length
        const slipped = interpretOffline(intent.slice(0, place) + letter + intent.slice(place + 1), web)
        const meant = interpretOffline(intent, web)
        if (slipped.ok && isChange(slipped.operation)) expect(slipped.operation).toEqual(meant.ok && meant.operation)
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
  ]) {
    const start = performance.now()
    interpretOffline(piece.repeat(2_000 / piece.length), web)
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

const Described = z.object({ description: z.string(), command: z.string(), aliases: z.array(z.string()) })
const described = shared('docker-cli-subcommands.jsonl').map((line) => Described.parse(JSON.parse(line)))
const ours = /^docker (?:container )?(?:logs|ps|ls|restart|start|stop|pause|unpause|top|stats|inspect)$/

test(`one-line descriptions of docker commands are told apart (${described.length || 'absent, none'} read)`, () => {
  for (const { description, command, aliases } of described) {
    const result = interpretOffline(description, web)
    expect([description, result.ok]).toEqual([description, [command, ...aliases].some((name) => ours.test(name))])
  }
})
