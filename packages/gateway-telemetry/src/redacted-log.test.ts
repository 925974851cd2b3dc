import { pino } from 'pino'
import { expect, test } from 'vitest'
import { withoutSecrets } from './redacted-log.ts'

const hide = (text: string): string => text.replaceAll('known', '***')
const redact = (text: string): string => hide(text).replaceAll('shaped', '***')

function logged(write: (log: pino.Logger) => void): string {
  const lines: string[] = []
  const log = pino({ hooks: { logMethod: withoutSecrets(hide, redact) } }, { write: (line) => void lines.push(line) })
  write(log)
  return lines.join('')
}

test('what is known is hidden in every line, what is guessed only where words of engines are told', () => {
  expect(logged((log) => log.info('known and shaped'))).toContain('"msg":"*** and shaped"')
  expect(logged((log) => log.warn('known and shaped'))).toContain('"msg":"*** and ***"')
  expect(logged((log) => log.child({}).error('known and shaped'))).toContain('"msg":"*** and ***"')
})

test('errors are cleaned with their stack and their causes, and stay errors', () => {
  const error = new TypeError('known', { cause: new Error('shaped', { cause: 'known' }) })
  const line = logged((log) => log.error(error, 'it broke: known'))
  expect(line).not.toMatch(/known|shaped/)
  expect(JSON.parse(line)).toMatchObject({ msg: 'it broke: ***', err: { message: expect.stringMatching(/^\*\*\*/) } })
})
