import { TargetName } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { offlineInterpreter } from './offline.ts'

test('what was understood is remembered only as long as its words name the same', async () => {
  const interpreter = offlineInterpreter()
  const target = TargetName.parse('web')
  const asked = (others: readonly string[]) =>
    interpreter.interpret({
      intent: 'restart the svc',
      context: '',
      target,
      expected: null,
      otherNames: new Set(others),
    })
  const first = await asked([])
  expect(first).toMatchObject({ ok: true, operation: { kind: 'container.restart' } })
  expect(await asked(['db'])).toBe(first)
  expect(await asked(['db', 'svc'])).toMatchObject({ ok: false, code: 'other_target' })
  expect(await asked([])).toMatchObject({ ok: true })
})
