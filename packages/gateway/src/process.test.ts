import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startNode } from '@devops-ai/testkit'
import { expect, test } from 'vitest'
import { configured, started } from '../test/configured.ts'
import { asking } from '../test/requests.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const nowhere = { engineUrl: 'unix:///nowhere/docker.sock', onlyLabel: 'devops-ai.test=none' }
const patience = 30_000

/** Runs the gateway to its end; for one that cannot start. */
async function refusedStart(args: readonly string[]) {
  await using gateway = await startNode(main, { name: 'gateway', args })
  const { code } = await gateway.exited
  return { code, problems: gateway.lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text) }
}

test('a gateway without settings says what it wants', { timeout: patience }, async () => {
  expect(await refusedStart([])).toMatchObject({ code: 1, problems: [expect.stringContaining('--env')] })
  expect(await refusedStart(['--env', '/nowhere/gateway.env'])).toMatchObject({
    code: 1,
    problems: expect.arrayContaining([expect.stringContaining('/nowhere/gateway.env cannot be read')]),
  })
})

test('all problems of settings, files and policies are named, and nothing starts', { timeout: patience }, async () => {
  await using configuration = await configured({
    ...nowhere,
    set: { GATEWAY_WATCH_TOKEN: 'a-secret', GATEWAY_LISTENS: 'x' },
  })
  await chmod(configuration.envFile, 0o644)
  const first = await refusedStart(['--env', configuration.envFile])
  expect(first.code).toBe(1)
  expect(first.problems.join('\n')).toMatch(/mode 644, expected 600[^]*GATEWAY_LISTENS is not a setting/)

  await using files = await configured(nowhere)
  await rm(join(files.dir, 'sources.json'))
  await writeFile(join(files.dir, 'engines.json'), '{"engines": []}')
  await writeFile(join(files.dir, 'policies', 'mine.cedar'), 'permit (')
  const second = await refusedStart(['--env', files.envFile])
  expect(second.code).toBe(1)
  expect(second.problems.join('\n')).toMatch(/GATEWAY_SOURCES_PATH[^]*engines[^]*mine\.cedar/)
})

test('without its engine it starts, says so, and refuses with a time to come back', { timeout: patience }, async () => {
  await using configuration = await configured(nowhere)
  await using gateway = await started(configuration)
  expect(await gateway.operator.health()).toMatchObject({ status: 503 })
  expect(await gateway.operator.execute(asking('restart the service'))).toMatchObject({
    kind: 'problem',
    status: 503,
    body: { code: 'engine_unavailable' },
    retryAfterSeconds: 5,
  })
  const second = await refusedStart(['--env', configuration.envFile])
  expect(second).toMatchObject({ code: 1, problems: [expect.stringContaining('journal')] })
  expect(await gateway.process.stop(10_000)).toEqual({ code: 0, signal: null })
})
