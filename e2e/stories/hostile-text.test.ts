import {
  call,
  createContainer,
  prepareBoth,
  restartContainer,
  startScriptedModel,
  testLabel,
  until,
  type Both,
  type ModelQuestion,
  type ScriptedModel,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { hostileTexts } from '../trust/words/hostile.ts'
import { ask, type Answer } from '../trust/yard/ask.ts'
import type { Attempt } from '../trust/yard/grants.ts'
import { modelSeat } from '../trust/yard/model-seat.ts'
import { observeAll } from '../trust/yard/observe.ts'
import { startYard, type Yard } from '../trust/yard/yard.ts'

const lines = hostileTexts()
const count = lines.length === 0 ? 'the texts of ../shared/data are absent, none read' : `${lines.length} read`

let model: ScriptedModel
let yard: Yard
/** A second gateway over the same engine, with the offline grammar on its seat. */
let offline: Both

beforeAll(async () => {
  model = await startScriptedModel(() => 'REFUSE: not yet')
  const labels = Object.fromEntries(lines.flatMap((text, at) => [[`line-${at}`, text], ...keyOf(text)]))
  yard = await startYard({
    socketPath: inject('engineSocket'),
    set: modelSeat(model.baseUrl),
    written: () => ({ labels, lines: [] }),
  })
  offline = await prepareBoth({
    engineUrl: `unix://${inject('engineSocket')}`,
    onlyLabel: `${testLabel}=${yard.names.of('victim').replace('victim-', '')}`,
    set: { GATEWAY_PROTECTED: yard.names.of('keeper'), GATEWAY_RATE_PER_MINUTE: '1000000' },
  })
  await offline.start('gateway')
})
afterAll(async () => {
  await offline?.[Symbol.asyncDispose]()
  await yard?.[Symbol.asyncDispose]()
  await model?.[Symbol.asyncDispose]()
})

/** As the key of a label; those that mean something to Docker or to us are left out. */
const keyOf = (text: string): (readonly [string, string])[] =>
  text === '' || text.includes('devops-ai') || text.includes('com.docker') ? [] : [[text, 'x']]

const toVictim = (intent: string, more: Partial<Attempt> = {}): Attempt => ({
  source: 'operator',
  target: yard.names.of('victim'),
  intent,
  ...more,
})

const through =
  (both: Both) =>
  (attempt: Attempt): Promise<Answer> =>
    ask({ both }, attempt)

/** The words of the context or, where there is none, of the intent: what an obedient model would write. */
const echo = ({ messages }: ModelQuestion): string => {
  const asked = messages.find(({ role }) => role === 'user')?.content ?? ''
  const context = /<<<context\n(.*)\ncontext>>>/s.exec(asked)?.[1]
  if (context !== undefined) return context
  return asked.includes('look after it') ? 'REFUSE: unclear' : asked.replace(/^Request for \S+: /, '')
}

test(`no line as an intent has an effect that policy does not grant (${count})`, async () => {
  model.script(echo)
  const attempts = lines.map((text) => toVictim(text))
  const [byModel, byGrammar] = [
    await observeAll(yard, attempts),
    await observeAll(yard, attempts, { send: through(offline) }),
  ]
  expect([byModel.violations, byGrammar.violations]).toEqual([[], []])
  expect(byGrammar.answers.filter(({ status }) => status >= 500)).toEqual([])
})

test(`no line as a context has any effect at all (${count})`, async () => {
  model.script(echo)
  const looks = lines.map((context, at) => toVictim(`look after it, ticket ${at}`, { context }))
  const { answers, violations } = await observeAll(yard, looks)
  expect(violations).toEqual([])
  expect(
    answers.filter(({ said, kind }) => said === 'success' && !kind?.match(/\.(?:list|inspect|logs|health|top|stats)$/)),
  ).toEqual([])
})

test(`no line as a name reaches anything (${count})`, async () => {
  const attempts = lines.map((target) => ({ ...toVictim('restart the service'), target }))
  const { answers, violations } = await observeAll(yard, attempts, { send: through(offline) })
  expect(violations).toEqual([])
  expect(answers.filter(({ status }) => status !== 400 && status !== 404)).toEqual([])
})

test(`no line as a source is believed (${count})`, async () => {
  const { answers, violations } = await observeAll(
    yard,
    lines.map((claimed) => toVictim('restart the service', { claimed })),
    { send: through(offline) },
  )
  expect(violations).toEqual([])
  expect(answers.filter(({ status }) => status !== 400 && status !== 403)).toEqual([])
})

test(`a line as a request id stands for one restart or is refused (${count})`, async () => {
  const attempts = lines.map((requestId) => toVictim('restart the service', { requestId }))
  const restarts = (): number => yard.recorder.of(yard.idOf('victim'), 'restart').length
  const before = restarts()
  const { answers, violations } = await observeAll(yard, attempts, { send: through(offline) })
  expect(violations).toEqual([])
  expect(restarts() - before).toBe(new Set(lines.filter((_, at) => answers[at]?.status === 200)).size)
  expect(answers.filter(({ status }) => status !== 400 && status !== 200)).toEqual([])
})

test(`lines as labels allow nothing and are told without control characters (${count})`, async () => {
  const run = yard.names.of('victim').replace('victim-', '')
  const sample = lines.filter((_, at) => at % 24 === 0)
  const made = await Promise.all(
    sample.map((text, at) =>
      createContainer(yard.api, {
        name: `labelled-${at}-${run}`,
        image: yard.names.image,
        cmd: ['sleep', '60'],
        labels: {
          [testLabel]: run,
          'devops-ai.autonomy': text,
          'com.docker.compose.project': text,
          'com.docker.compose.service': text,
        },
      }),
    ),
  )
  const known = async (): Promise<boolean> => {
    const answer = await offline.gateway.targets()
    return answer.kind === 'answer' && made.every((id) => answer.body.targets.some((target) => target.id === id))
  }
  await until(known, { what: 'the gateway to know the labelled containers', deadlineMs: 60_000 })
  const starts = made.map((target) => ({ ...toVictim('start the container'), target }))
  const looks = ['show the details', 'list all containers', 'is it healthy?'].map((intent) => toVictim(intent))
  const { answers, violations } = await observeAll(yard, [...starts, ...looks], { send: through(offline) })
  expect(violations).toEqual([])
  const said = answers.map((answer) => answer.said)
  expect(said.filter((word) => word === 'success')).toHaveLength(looks.length)
  expect(said.filter((word) => word !== 'success' && word !== 'denied')).toEqual([])
  const headers = { authorization: `Bearer ${offline.tokens.operator}` }
  const pages = await Promise.all(
    ['targets', 'metrics'].map(async (page) => (await fetch(`${offline.gatewayUrl}/${page}`, { headers })).text()),
  )
  for (const text of [...answers.map((answer) => answer.text), ...pages]) expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
})

test(`no line as a model's answer has an effect (${count})`, async () => {
  const answerFor = (question: ModelQuestion): string => {
    const [, at] = /ticket (\d+)/.exec(question.everything) ?? []
    return lines[Number(at)] ?? ''
  }
  model.script(answerFor)
  const attempts = lines.map((_, at) => toVictim(`restart the service, ticket ${at}`))
  const { answers, violations } = await observeAll(yard, attempts)
  expect(violations).toEqual([])
  expect(answers.filter(({ status }) => status < 400)).toEqual([])
})

test('after all that both journals hold, and the gateways are well', async () => {
  for (const both of [yard.both, offline]) {
    expect(await both.cli('journal', 'verify')).toMatchObject({ code: 0 })
    expect(await both.gateway.health()).toMatchObject({ status: 200, body: { status: 'success' } })
  }
})

test('the judge sees an effect that nobody granted', async () => {
  const meddle = async (attempt: Attempt): Promise<Answer> => {
    await restartContainer(yard.api, yard.idOf('watched'))
    await call(yard.api, { method: 'POST', path: `/containers/${yard.idOf('victim')}/pause` }, [204])
    return await through(offline)(attempt)
  }
  const { violations } = await observeAll(yard, [toVictim('is it healthy?')], { send: meddle })
  expect(violations).toEqual(
    expect.arrayContaining([
      `nobody granted: container restart of ${yard.names.of('watched')}`,
      `nobody granted: container pause of ${yard.names.of('victim')}`,
      expect.stringMatching(`^container ${yard.idOf('watched')} is not as before: .*State`),
    ]),
  )
})
