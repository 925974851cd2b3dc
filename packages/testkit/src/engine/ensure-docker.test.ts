import { expect, test } from 'vitest'
import type { NeededPackage } from './debian.ts'
import { ensureDocker, type EnsureDockerOptions, type Machine } from './ensure-docker.ts'

interface Scene {
  readonly engine?: true
  readonly missing?: readonly NeededPackage[]
  readonly root?: false
  readonly debian?: false
  readonly options?: Partial<EnsureDockerOptions>
}

const play = async (scene: Scene) => {
  const installed: string[] = []
  const said: string[] = []
  const machine: Machine = {
    engine: async () => (scene.engine ? { socketPath: '/s' } : undefined),
    missing: async () => (scene.missing ?? []).filter((name) => !installed.includes(name)),
    debian: async () => scene.debian ?? true,
    root: scene.root ?? true,
    install: async (packages) => void installed.push(...packages),
  }
  const options = { install: true, yes: false, say: (line: string) => void said.push(line), ...scene.options }
  return { answer: await ensureDocker(options, machine), installed, said }
}

const existing = { ok: true, kind: 'existing', socketPath: '/s' }
const ownEngine = { ok: true, kind: 'private' }
const all: readonly NeededPackage[] = ['docker.io', 'busybox-static', 'iptables', 'iproute2']
const refused = (words: string) => ({ ok: false, detail: expect.stringContaining(words) })

test.for<readonly [string, Scene, object, readonly NeededPackage[]]>([
  ['an engine that answers is used as it is', { engine: true }, existing, []],
  ['an engine needs busybox only', { engine: true, missing: all }, existing, ['busybox-static']],
  ['with everything there a private one is started', {}, ownEngine, []],
  ['a private one may be preferred', { engine: true, options: { preferPrivate: true } }, ownEngine, []],
  ['without a terminal it installs what is missing', { missing: all }, ownEngine, all],
  ['a person may agree', { missing: all, options: { ask: async () => true } }, ownEngine, all],
  ['a person may refuse', { missing: all, options: { ask: async () => false } }, refused('as you wished'), []],
  ['--no-install refuses', { missing: all, options: { install: false } }, refused('--no-install'), []],
  ['without root nothing is started', { root: false }, refused('only root can start one'), []],
  ['without root nothing is installed', { engine: true, root: false, missing: all }, refused('Only root can'), []],
  ['elsewhere than on Debian nothing is installed', { missing: all, debian: false }, refused('not Debian'), []],
])('%s', async ([, scene, answer, packages]) => {
  const seen = await play(scene)
  expect(seen.answer).toEqual(answer)
  expect(seen.installed).toEqual(packages)
})

test('before installing it says what, and how to undo it', async () => {
  const { said } = await play({ missing: ['docker.io'], options: { yes: true } })
  expect(said).toEqual([
    'To be installed from Debian: docker.io. To undo it: apt-get purge docker.io && apt-get autoremove',
  ])
})
