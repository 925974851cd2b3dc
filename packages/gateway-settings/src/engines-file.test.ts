import type { TlsPaths } from '@devops-ai/engine'
import { expect, test } from 'vitest'
import { loadEngines } from './engines-file.ts'

const local = {
  name: 'local',
  url: 'unix:///var/run/docker.sock',
  required: true,
  stop_timeout_seconds: 10,
  only_label: null,
}
const material = { ca: 'a CA', cert: 'a certificate', key: 'a key' }
const paths: TlsPaths = { ca_path: '/tls/ca.pem', cert_path: '/tls/cert.pem', key_path: '/tls/key.pem' }
const far = { ...local, name: 'far', url: 'tcp://10.0.0.2:2376', required: false, tls: paths }
const circumstances = { commandTimeoutSeconds: 30, readTls: () => ({ ok: true, tls: material }) as const }
const load = (...engines: readonly object[]) => loadEngines(JSON.stringify({ engines }), circumstances)
const problems = (loaded: ReturnType<typeof loadEngines>): readonly string[] => (loaded.ok ? [] : loaded.problems)

test('engines are read, and what their TLS files hold', () => {
  expect(load(local, far)).toEqual({ ok: true, engines: [local, { ...far, tls: material }] })
})

test('whatever is wrong with TLS files is said with the engine, beside all else that is wrong', () => {
  const readTls = () => ({ ok: false, problems: ['no CA', 'no key'] }) as const
  const text = JSON.stringify({ engines: [far, { ...local, stop_timeout_seconds: 30 }] })
  expect(problems(loadEngines(text, { ...circumstances, readTls }))).toEqual([
    'the engine far: no CA',
    'the engine far: no key',
    expect.stringContaining('the engine local: stop_timeout_seconds is 30'),
  ])
})

test.for([
  ['what is not JSON', () => loadEngines('{', circumstances), [/not JSON/]],
  ['no engine at all', () => load(), [/engines/]],
  ['an unknown field', () => load({ ...local, tls: true }), [/tls/]],
  [
    'an address of another kind',
    () => load({ ...local, url: 'ssh://host' }),
    [/the engine local: got the engine url "ssh:\/\/host"/],
  ],
  ['another machine without TLS', () => load({ ...far, tls: undefined }), [/the engine far: .*without TLS.*"ca_path"/]],
  ['TLS for a unix socket', () => load({ ...local, tls: paths }), [/the engine local: .*tcp:\/\/host:port alone/]],
  ['TLS without a key', () => load({ ...far, tls: { ...paths, key_path: '' } }), [/engines\[0\]\.tls\.key_path/]],
  ['one name twice', () => load(local, local), [/"local" twice/]],
  [
    'a stop that takes longer than a command may',
    () => load({ ...local, stop_timeout_seconds: 30 }),
    [/stop_timeout_seconds is 30, expected less than/],
  ],
  ['two mistakes', () => load({ ...local, required: 'yes', only_label: 1 }), [/required/, /only_label/]],
] as const)('%s is refused with a sentence', ([, loading, sentences]) => {
  expect(problems(loading())).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)))
})
