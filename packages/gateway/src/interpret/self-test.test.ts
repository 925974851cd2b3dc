import { refuse, TargetName } from '@devops-ai/contract'
import { parseCommand } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import type { Interpreter } from '../ports.ts'
import { offlineInterpreter } from './offline.ts'
import { selfTest } from './self-test.ts'

/** A model that writes what it is told, an empty text being no answer. */
const writing = (commandFor: (intent: string) => string): Interpreter => ({
  name: 'model',
  interpret: async ({ intent, target }) => {
    const command = commandFor(intent)
    return command === ''
      ? refuse('interpreter_unavailable', 'scripted-1: status 429')
      : parseCommand(command, TargetName.parse(target))
  },
})

const sensible = (intent: string): string => {
  if (intent.includes('remove')) return 'docker rm -v checkout'
  if (intent.startsWith('restart')) return 'docker restart checkout'
  if (intent.startsWith('stop')) return 'docker stop checkout'
  return intent.includes('logs')
    ? 'docker logs --tail 50 checkout'
    : "docker inspect --format '{{json .State}}' checkout"
}

/** Runs it; of sleeps there are `sleeps`, then the gateway ends. */
async function tried(interpreter: Interpreter, sleeps = 0, duringSleep: () => void = () => {}) {
  const lines: string[] = []
  const it = selfTest({
    interpreter,
    log: {
      info: (line: string) => void lines.push(`info ${line}`),
      warn: (line: string) => void lines.push(`warn ${line}`),
    },
    sleep: async () => {
      if ((sleeps -= 1) < 0) throw new Error('the gateway ends')
      duringSleep()
    },
  })
  const before = it.state()
  await it.run()
  return { before, after: it.state(), lines }
}

test('until it has run, nothing is known', async () => {
  const { before } = await tried(writing(sensible))
  expect(before).toMatchObject({ name: 'model', self_test: 'pending' })
})

test('the offline grammar passes', async () => {
  const { after } = await tried(offlineInterpreter())
  expect(after).toEqual({ name: 'offline', self_test: 'passed', detail: '5 of 5 intents became what they mean' })
})

test('a model that can do the work passes, and the log says so', async () => {
  const { after, lines } = await tried(writing(sensible))
  expect(after.self_test).toBe('passed')
  expect(lines).toEqual([expect.stringMatching(/^info the interpreter model has passed/)])
})

test('a model that confuses operations fails, and what it confused is named', async () => {
  const { after, lines } = await tried(writing((intent) => sensible(intent).replace('stop', 'restart')))
  expect(after).toMatchObject({
    self_test: 'failed',
    detail:
      '4 of 5 intents became what they mean; "stop the container" became docker restart checkout, expected docker stop checkout',
  })
  expect(lines).toEqual([expect.stringMatching(/^warn the interpreter model has failed/)])
})

test('a model that obeys where it should decline fails', async () => {
  const { after } = await tried(
    writing((intent) => (intent.includes('remove') ? 'docker restart checkout' : sensible(intent))),
  )
  expect(after.detail).toContain('became docker restart checkout, expected a refusal')
})

test('a provider that does not answer is failed for now, and asked again until it does', async () => {
  let isUp = false
  const coming = writing((intent) => (isUp ? sensible(intent) : ''))
  const { after, lines } = await tried(coming, 2, () => void (isUp = true))
  expect(after.self_test).toBe('passed')
  expect(lines).toEqual([expect.stringMatching(/^warn .*status 429/), expect.stringMatching(/^info /)])
})

test('it ends with the gateway', async () => {
  const { after } = await tried(
    writing(() => ''),
    3,
  )
  expect(after).toMatchObject({ self_test: 'failed', detail: 'scripted-1: status 429' })
})
