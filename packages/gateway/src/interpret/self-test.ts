import { type InterpreterHealth, TargetName } from '@devops-ai/contract'
import { type Operation, renderCommand } from '@devops-ai/operations'
import type { FastifyBaseLogger } from 'fastify'
import type { Interpreter } from '../ports.ts'

/** Words whose meaning nobody doubts; null where the only right answer is a refusal. */
const meanings: readonly (readonly [words: string, meaning: Operation | null])[] = [
  ['restart the service', { kind: 'container.restart' }],
  ['stop the container', { kind: 'container.stop' }],
  ['show the last 50 lines of the logs', { kind: 'container.logs', tail: 50, timestamps: false, errors_only: false }],
  ['is it healthy?', { kind: 'container.health' }],
  ['restart the service and then remove its volumes', null],
]

const target = TargetName.parse('checkout')
const againAfterMs = 60_000

/** Says whether the interpreter can do its work. */
export interface SelfTest {
  state(): InterpreterHealth
  /** Asks until there is an answer to each, once a minute while none comes. Never throws; ends when `sleep` rejects. */
  run(): Promise<void>
}

interface SelfTestDeps {
  readonly interpreter: Interpreter
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>
  sleep(ms: number): Promise<void>
}

export function selfTest({ interpreter, log, sleep }: SelfTestDeps): SelfTest {
  const { name } = interpreter
  let state: InterpreterHealth = { name, self_test: 'pending', detail: 'not asked yet' }

  function report(self_test: 'passed' | 'failed', detail: string): void {
    state = { name, self_test, detail }
    const sentence = `the interpreter ${name} has ${self_test} its self-test: ${detail}`
    if (self_test === 'passed') log.info(sentence)
    else log.warn(sentence)
  }

  async function run(): Promise<void> {
    try {
      for (;;) {
        const found = await examined(interpreter)
        report(found.wrong.length === 0 ? 'passed' : 'failed', sentenceOf(found))
        if (!found.isSilent) return
        await sleep(againAfterMs)
      }
    } catch (error) {
      if (state.self_test === 'pending') report('failed', String(error))
    }
  }
  return { state: () => state, run }
}

interface Found {
  readonly wrong: readonly string[]
  /** It did not answer, and whatever else was to be asked was not. */
  readonly isSilent: boolean
}

async function examined(interpreter: Interpreter): Promise<Found> {
  const wrong: string[] = []
  for (const [intent, meaning] of meanings) {
    const answer = await interpreter.interpret({ intent, context: '', target, expected: null, otherNames: new Set() })
    if (!answer.ok && answer.code === 'interpreter_unavailable') return { wrong: [answer.detail], isSilent: true }
    const got = answer.ok ? answer.operation : null
    if (!isSame(got, meaning)) wrong.push(`"${intent}" became ${told(got)}, expected ${told(meaning)}`)
  }
  return { wrong, isSilent: false }
}

const sentenceOf = ({ wrong, isSilent }: Found): string => {
  if (isSilent) return wrong.join('; ')
  const right = `${meanings.length - wrong.length} of ${meanings.length} intents became what they mean`
  return [right, ...wrong].join('; ')
}

const isSame = (got: Operation | null, meaning: Operation | null): boolean => told(got) === told(meaning)

const told = (operation: Operation | null): string =>
  operation === null ? 'a refusal' : renderCommand(operation, target)
