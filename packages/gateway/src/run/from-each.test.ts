import { EngineName } from '@devops-ai/contract'
import { type Engine, EngineRefused, EngineUnreachable, type Freshness } from '@devops-ai/engine'
import { expect, test } from 'vitest'
import { fakeEngine } from '../../test/world.ts'
import { fromEach } from './from-each.ts'

const [near, far] = [EngineName.parse('near'), EngineName.parse('far')]
const fresh = { asOf: new Date(0), stale: false }

function engines(freshness: Partial<Record<string, Freshness>>, ...names: readonly EngineName[]) {
  const all = new Map(names.map((name): [EngineName, Engine] => [name, { ...fakeEngine(), name }]))
  return { engines: all, index: { freshness: (name: EngineName) => freshness[name] ?? fresh } }
}
const nameOf = async ({ name }: Engine): Promise<string> => name
const failing = (error: Error) => async (engine: Engine) => {
  if (engine.name === far) throw error
  return engine.name
}

test('all engines are asked', async () => {
  expect(await fromEach(engines({}, near, far), null, nameOf)).toEqual({
    answers: [
      { engine: near, value: 'near' },
      { engine: far, value: 'far' },
    ],
    missing: [],
  })
})

test('an engine that is lost is not waited for', async () => {
  const stale = { asOf: null, stale: true, trouble: 'the engine far is gone' }
  const never = (engine: Engine) => (engine.name === far ? new Promise<string>(() => undefined) : nameOf(engine))
  expect(await fromEach(engines({ far: stale }, near, far), null, never)).toEqual({
    answers: [{ engine: near, value: 'near' }],
    missing: ['the engine far is gone'],
  })
})

test.for([
  ['silence', new EngineUnreachable('no answer')],
  ['a refusal', new EngineRefused(403, 'no answer')],
] as const)('%s of one engine takes nothing from the other', async ([, error]) => {
  expect(await fromEach(engines({}, near, far), null, failing(error))).toEqual({
    answers: [{ engine: near, value: 'near' }],
    missing: ['no answer'],
  })
})

test('the one engine that was named answers or fails by itself, stale or not', async () => {
  const stale = { asOf: null, stale: true }
  expect(await fromEach(engines({ far: stale }, near, far), far, nameOf)).toMatchObject({ answers: [{ value: 'far' }] })
  const error = new EngineUnreachable('no answer')
  await expect(fromEach(engines({}, near, far), far, failing(error))).rejects.toBe(error)
})

test('when none answers, that is an error', async () => {
  const stale = { asOf: null, stale: true }
  await expect(fromEach(engines({ near: stale, far: stale }, near, far), null, nameOf)).rejects.toThrow(
    /no engine answers: the engine near has not answered yet; the engine far/,
  )
})
