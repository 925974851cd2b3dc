import { expect, test } from 'vitest'
import { mustRun } from '../command.ts'
import { until } from '../until.ts'
import { engineAt } from './find.ts'
import { newTlsEngine } from './tls-engine.ts'

const whole = ['link of the machine', 'network in the middle', 'link of the engine']

test('a network in the middle vanishes with both its links, comes again, and leaves nothing behind; its engine lives on', async () => {
  await using engine = await newTlsEngine()
  const addresses = (): Promise<string> => mustRun('ip', ['-brief', 'address', 'show', 'to', `${engine.host}/30`])
  const fence = (): Promise<string> =>
    mustRun('ip', ['route', 'show', 'to', 'match', engine.host, 'type', 'unreachable'])
  expect(await engine.parts()).toEqual(whole)
  await engine.vanish()
  expect(await engine.parts()).toEqual([])
  expect(await addresses()).toBe('')
  expect(await fence()).toContain('unreachable')
  expect(await engineAt(engine.socketPath)).toBeDefined()

  await engine.renew()
  expect(await engine.parts()).toEqual(whole)
  expect(await fence()).toBe('')
  expect(await addresses()).not.toBe('')
  await engine.vanish()
  await engine.stop()
  expect(await fence()).toBe('')
  await until(async () => (await addresses()) === '', {
    what: 'the link of the machine to be gone',
    deadlineMs: 30_000,
  })
})
