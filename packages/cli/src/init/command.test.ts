import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { typed } from '../testing/terminal.ts'
import { initCommand } from './command.ts'

async function scratch(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-init-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const init = (cwd: string, ...args: readonly string[]) => typed(initCommand, args, { cwd })

test('everything is written for its owner alone, into a folder that need not exist', async () => {
  const cwd = await scratch()
  const lines = await init(cwd, '--dir', 'etc/devops-ai')
  const dir = join(cwd, 'etc/devops-ai')
  expect(lines[0]).toMatch(/^Wrote gateway\.env, agent\.env, .* readable by you alone\.$/)
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  for (const name of await readdir(dir, { recursive: true })) {
    const found = await stat(join(dir, name))
    expect([name, found.mode & 0o777]).toEqual([name, found.isDirectory() ? 0o700 : 0o600])
  }
})

test('two runs share no secret', async () => {
  const cwd = await scratch()
  await init(cwd, '--dir', 'one')
  await init(cwd, '--dir', 'two')
  const secrets = async (dir: string) =>
    (await readFile(join(cwd, dir, 'agent.env'), 'utf8')).match(/_TOKEN=(\S{43})/)?.[1]
  expect(await secrets('one')).toMatch(/\S/)
  expect(await secrets('one')).not.toBe(await secrets('two'))
})

test('nothing that exists is overwritten, and nothing else is written beside it', async () => {
  const cwd = await scratch()
  await writeFile(join(cwd, 'senders.json'), 'mine')
  await expect(init(cwd)).rejects.toThrow(/senders\.json is there already; init overwrites nothing/)
  expect(await readdir(cwd)).toEqual(['senders.json'])
  expect(await readFile(join(cwd, 'senders.json'), 'utf8')).toBe('mine')
})

test('what fails in the middle leaves nothing behind', async () => {
  const cwd = await scratch()
  await symlink('/nowhere/at/all', join(cwd, 'engines.json'))
  await expect(init(cwd)).rejects.toThrow('nothing of it is left')
  expect(await readdir(cwd)).toEqual(['engines.json'])
})

test('a file where a folder belongs is said, and nothing is left', async () => {
  const cwd = await scratch()
  await mkdir(join(cwd, 'etc'))
  await writeFile(join(cwd, 'etc', 'policies'), 'a file')
  await expect(init(cwd, '--dir', 'etc')).rejects.toThrow('nothing of it is left')
  expect(await readdir(join(cwd, 'etc'))).toEqual(['policies'])
})

test.for([
  ['a setting without a value', ['--set', 'AGENT_ANALYST'], /expected NAME=value, got "AGENT_ANALYST"/],
  ['a setting of nobody', ['--set', 'FOO=bar'], /FOO is no setting/],
  ['an unknown option', ['--force'], /--force/],
] as const)('%s is refused before anything is written', async ([, args, sentence]) => {
  const cwd = await scratch()
  await expect(init(cwd, ...args)).rejects.toThrow(sentence)
  expect(await readdir(cwd)).toEqual([])
})
