import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNode } from './process.ts'

let dir: string
let main: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'devops-ai-process-'))
  main = join(dir, 'main.ts')
  await writeFile(
    main,
    `const how: string = process.argv[2] ?? ''
     if (how === 'stubborn') process.on('SIGTERM', () => {})
     process.stdout.write('ready ' + how + ' ' + (process.env.SECRET ?? 'no secret') + '\\n')
     process.stderr.write('a warning\\n')
     if (how === 'end') process.exit(7)
     setInterval(() => {}, 1000)`,
  )
})
afterAll(() => rm(dir, { recursive: true }))

test('lines are kept by stream, and nothing of our environment is handed over', async () => {
  process.env['SECRET'] = 'ours'
  await using child = await startNode(main, { name: 'child', args: ['stay'] })
  expect(await child.waitForLine(/^ready/, 10_000)).toBe('ready stay no secret')
  await child.waitForLine(/warning/, 10_000)
  expect(child.lines).toContainEqual({ stream: 'stderr', text: 'a warning' })
  delete process.env['SECRET']
})

test('a process that ends by itself says its code, and nobody waits for its lines', async () => {
  const child = await startNode(main, { name: 'child', args: ['end'] })
  await expect(child.waitForLine(/never/, 10_000)).rejects.toThrow('child ended with 7 before a line /never/')
  expect(await child.exited).toEqual({ code: 7, signal: null })
})

test('one that does not listen to SIGTERM is killed', async () => {
  const child = await startNode(main, { name: 'child', args: ['stubborn'] })
  await child.waitForLine(/^ready/, 10_000)
  expect(await child.stop(100)).toEqual({ code: null, signal: 'SIGKILL' })
})

test('a line that does not come in time is a sentence with the last lines', async () => {
  await using child = await startNode(main, { name: 'child', args: ['stay'] })
  await child.waitForLine(/^ready/, 10_000)
  await expect(child.waitForLine(/never/, 50)).rejects.toThrow('waited 50 ms for a line /never/ of child, in vain')
})
