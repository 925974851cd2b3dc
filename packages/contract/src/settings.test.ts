import { expect, test } from 'vitest'
import {
  httpUrlOrNone,
  listenAddress,
  notEmpty,
  oneOf,
  readSettings,
  secretText,
  wholeSeconds,
  type SettingsSource,
} from './settings.ts'

const shape = {
  APP_LISTEN: listenAddress,
  APP_SECONDS: wholeSeconds,
  APP_TOKEN: secretText,
  APP_HOOK: httpUrlOrNone,
  APP_MODE: oneOf('one', 'two'),
}
const good = { APP_LISTEN: '127.0.0.1:8040', APP_SECONDS: '5', APP_TOKEN: 's3cret', APP_HOOK: '', APP_MODE: 'one' }
const source = (file: Record<string, string>, more: Partial<SettingsSource> = {}): SettingsSource => ({
  environment: {},
  file,
  prefixes: ['APP_'],
  readFile: (path) => {
    if (path === '/run/token') return 'from-a-file\n'
    throw new Error('no such file')
  },
  ...more,
})
const problems = (settings: ReturnType<typeof readSettings>) => (settings.ok ? [] : settings.problems)
const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))

test('settings are read and typed', () => {
  expect(readSettings(shape, source(good))).toEqual({
    ok: true,
    values: {
      APP_LISTEN: { host: '127.0.0.1', port: 8040 },
      APP_SECONDS: 5,
      APP_TOKEN: 's3cret',
      APP_HOOK: '',
      APP_MODE: 'one',
    },
  })
})

test.for([
  ['a missing one is named', without('APP_SECONDS'), {}, ['APP_SECONDS is not set']],
  [
    'an unknown one with our prefix is a mistake',
    { ...good, APP_SECOND: '1' },
    {},
    ['APP_SECOND is not a setting: expected one of those documented, check the spelling'],
  ],
  ['a foreign one is not our business', { ...good, PATH: '/bin' }, {}, []],
  ['the environment wins over the file', { ...good, APP_SECONDS: 'x' }, { environment: { APP_SECONDS: '7' } }, []],
  [
    'a wrong one says what was got',
    { ...good, APP_SECONDS: '-1' },
    {},
    ['APP_SECONDS: expected whole seconds above 0, got "-1"'],
  ],
  ['a choice names its words', { ...good, APP_MODE: 'three' }, {}, ['APP_MODE: expected one of one, two, got "three"']],
  [
    'an address needs a port',
    { ...good, APP_LISTEN: 'localhost' },
    {},
    ['APP_LISTEN: expected host:port such as 127.0.0.1:8040, got "localhost"'],
  ],
  [
    'a wrong secret is never shown',
    { ...good, APP_TOKEN: '  ' },
    {},
    ['APP_TOKEN: expected a text that is not empty, got something else'],
  ],
  ['a secret may come from a file', { ...without('APP_TOKEN'), APP_TOKEN_FILE: '/run/token' }, {}, []],
  [
    'a secret is given once',
    { ...good, APP_TOKEN_FILE: '/run/token' },
    {},
    ['APP_TOKEN and APP_TOKEN_FILE are both set: expected one of them'],
  ],
  [
    'a file that cannot be read is named',
    { ...without('APP_TOKEN'), APP_TOKEN_FILE: '/none' },
    {},
    ['APP_TOKEN_FILE: cannot be read: no such file'],
  ],
  [
    'what is no secret has no file',
    { ...good, APP_SECONDS_FILE: '/run/token' },
    {},
    ['APP_SECONDS_FILE is not a setting: expected one of those documented, check the spelling'],
  ],
  ['names read elsewhere are known', { ...good, APP_OTHER: '' }, { alsoKnown: ['APP_OTHER'] }, []],
] as const)('%s', ([, file, more, expected]) => {
  expect(problems(readSettings(shape, source(file, more)))).toEqual(expected)
})

test('all problems are reported at once', () => {
  expect(problems(readSettings(shape, source({})))).toHaveLength(5)
  expect(problems(readSettings({ A: notEmpty, B: wholeSeconds }, source({ A: '', B: '' })))).toHaveLength(2)
})
