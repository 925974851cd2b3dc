import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const importPattern = /(?:^|\s)(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm

/** Types are stripped before anything is loaded. */
const typeImports = /^import type [^'"]*'[^']+'$/gm

/** What is loaded only when it is wanted. */
const lateImports = /import\('[^']+'\)/g

const importsOf = (path: string, left = typeImports): string[] =>
  [...readFileSync(path, 'utf8').replaceAll(typeImports, '').replaceAll(left, '').matchAll(importPattern)].flatMap(
    (match) => match.slice(1).filter((name) => name !== undefined),
  )

/** Every file and foreign module that is loaded when `entry` is, through our own packages too; `left`: imports that do not count. */
function reachable(entry: string, left?: RegExp): { files: ReadonlySet<string>; modules: ReadonlySet<string> } {
  const files = new Set<string>()
  const modules = new Set<string>()
  const visit = (path: string): void => {
    if (files.has(path)) return
    files.add(path)
    for (const name of importsOf(path, left)) {
      const own = /^@devops-ai\/(.+)$/.exec(name)?.[1]
      if (own) visit(join(root, 'packages', own, 'src/index.ts'))
      else if (name.startsWith('.')) visit(resolve(dirname(path), name))
      else modules.add(name)
    }
  }
  visit(entry)
  return { files, modules }
}

const production = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, folder, name))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && statSync(path).isFile())

const packageOf = (path: string): string => relative(join(root, 'packages'), path).split('/')[0] ?? ''

test('the agent loads contract, http and language-model alone of ours, and nothing that speaks to Docker', () => {
  const { files, modules } = reachable(join(root, 'packages/agent/src/main.ts'))
  expect(files.size).toBeGreaterThan(30)
  expect([...new Set([...files].map(packageOf))].sort()).toEqual(['agent', 'contract', 'http', 'language-model'])
  const forbidden =
    /^(undici|node-fetch|axios|got|dockerode|ssh2|node:net|net|node:http|http|node:https|https|node:tls|node:http2)$/
  expect([...modules].filter((name) => forbidden.test(name))).toEqual([])
})

test('no text of the agent names a Docker socket', () => {
  const naming = production('packages/agent/src').filter((path) =>
    /docker\.sock|DOCKER_HOST|containerd\.sock/.test(readFileSync(path, 'utf8')),
  )
  expect(naming).toEqual([])
})

test('the agent starts no process but PostgreSQL', () => {
  const starting = production('packages/agent/src').filter((path) =>
    importsOf(path).some((name) => /^(node:)?(child_process|cluster|worker_threads)$/.test(name)),
  )
  expect(
    starting.map((path) => relative(root, path)).filter((path) => !path.startsWith('packages/agent/src/postgres/')),
  ).toEqual([])
})

test('the gateway starts no process at all', () => {
  const { modules } = reachable(join(root, 'packages/gateway/src/main.ts'))
  expect([...modules].filter((name) => /child_process|cluster|execa|zx|shelljs|dockerode/.test(name))).toEqual([])
})

test('contract and operations do no I/O', () => {
  for (const name of ['contract', 'operations']) {
    const { modules } = reachable(join(root, `packages/${name}/src/index.ts`))
    expect([...modules]).toEqual(['zod'])
  }
})

test.each(['gateway', 'agent'])('the %s loads what speaks to models only when one is configured', (name) => {
  const main = join(root, `packages/${name}/src/main.ts`)
  const ofModels = (left?: RegExp): string[] => [
    ...[...reachable(main, left).files].map(packageOf).filter((one) => one === 'language-model'),
    ...[...reachable(main, left).modules].filter((one) => /^(ai|@ai-sdk\/.*)$/.test(one)),
  ]
  expect(ofModels(lateImports)).toEqual([])
  expect(ofModels()).toEqual(expect.arrayContaining(['language-model', 'ai']))
})
