import { runCommand } from '@devops-ai/testkit'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './run.ts'

const dev = join(root, 'dev')

test.for([
  ['without a word', []],
  ['with an unknown word', ['deploy']],
] as const)('%s it lists its commands on stderr and ends with 2', async ([, args]) => {
  const { code, stdout, stderr } = await runCommand(dev, args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  for (const command of ['demo', 'test', 'check', 'up', 'cli', 'bench', 'trust'])
    expect(stderr).toContain(`\n  ${command} `)
})

test('through a link, from another folder, the command speaks on stdout and its exit code is kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devops ai dev-'))
  try {
    const link = join(folder, 'dev')
    await symlink(dev, link)
    const from = (...args: readonly string[]) =>
      runCommand('/bin/sh', ['-c', 'cd "$1" && shift && exec "$@"', 'sh', folder, link, ...args])
    expect(await from('cli', '--help')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: devops-ai/) })
    expect(await from('cli', 'bogus')).toMatchObject({ code: 1, stdout: '' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
