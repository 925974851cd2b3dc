import { expect, test } from 'vitest'
import { loadEngines } from './engines-file.ts'

const local = {
  name: 'local',
  url: 'unix:///var/run/docker.sock',
  required: true,
  stop_timeout_seconds: 10,
  only_label: null,
}
const load = (...engines: readonly object[]) => loadEngines(JSON.stringify({ engines }), 30)
const problems = (loaded: ReturnType<typeof loadEngines>): readonly string[] => (loaded.ok ? [] : loaded.problems)

test('engines are read', () => {
  expect(load(local, { ...local, name: 'far' })).toMatchObject({
    ok: true,
    engines: [{ name: 'local' }, { name: 'far' }],
  })
})

test.for([
  ['what is not JSON', () => loadEngines('{', 30), [/not JSON/]],
  ['no engine at all', () => load(), [/engines/]],
  ['an unknown field', () => load({ ...local, tls: true }), [/tls/]],
  [
    'an address of another kind',
    () => load({ ...local, url: 'ssh://host' }),
    [/engines\[0\]\.url: got the engine url "ssh:\/\/host"/],
  ],
  ['one name twice', () => load(local, local), [/"local" twice/]],
  [
    'a stop that takes longer than a command may',
    () => load({ ...local, stop_timeout_seconds: 30 }),
    [/stop_timeout_seconds 30, expected less than/],
  ],
  ['two mistakes', () => load({ ...local, required: 'yes', only_label: 1 }), [/required/, /only_label/]],
] as const)('%s is refused with a sentence', ([, loading, sentences]) => {
  expect(problems(loading())).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)))
})
