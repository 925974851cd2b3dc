import type { ExecuteAnswer, Reply } from '@devops-ai/contract'
import { Evidence, RequestId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import type { Choice } from '../target/choose.ts'
import { factsOf } from './facts.ts'
import { noTargetEvidence, roundEvidence, type Answered } from './gathered.ts'
import { type Question, targetOf, whatToAsk } from './question.ts'
import { alert, at, fine, hung, info, probedAt } from './testing/samples.ts'

const api = info('api', 'a', { depends_on: ['db'] })
const db = info('db', 'd')
const target = targetOf(api)

const answer = (
  { about }: Question,
  data: ExecuteAnswer['execution_details']['execution_result']['data'],
): Reply<ExecuteAnswer> => ({
  kind: 'answer',
  status: 200,
  body: {
    request_id: RequestId.parse('read-0001'),
    timestamp_processed_utc: at(103),
    overall_status: 'success',
    execution_details: {
      command: 'docker inspect api',
      operation: { kind: 'container.health' },
      sentence: 'Check the container api.',
      targets: [about],
      execution_result: { status: 'SUCCESS', exit_code: 0, stdout: '', stderr: '', data, truncated: false },
      effects: null,
      undo: null,
    },
    decision: { verdict: 'allow', policies: ['reads'] },
    execution_time_ms: 1,
    journal: null,
  },
})

const data = { status: hung, logs: { lines: [], truncated: false }, dependency: probedAt(101), usage: null }
const answered = (questions: readonly Question[]): readonly Answered[] =>
  questions.map((question) => ({ question, reply: answer(question, data[question.subject]) }))

const sources = (evidence: readonly Evidence[]) => evidence.map(({ source }) => source)

test('state and logs of the target and the state of each direct dependency are asked at once', () => {
  expect(whatToAsk([alert('ContainerUnhealthy')], target, [api, db, info('cache', 'c')])).toEqual([
    { subject: 'status', pattern: 'get_status', about: target, after_seconds: 0 },
    { subject: 'logs', pattern: 'logs_investigation', about: target, after_seconds: 0 },
    { subject: 'dependency', pattern: 'get_status', about: targetOf(db), after_seconds: 0 },
  ])
})

test('a dependency is of the same project, or lends its network', () => {
  const abroad = { ...db, project: 'other' }
  const lender = info('vpn', 'b', { project: 'other' })
  const shared = { ...api, network_of: lender.id }
  const asked = whatToAsk([], target, [shared, abroad, lender]).filter(({ subject }) => subject === 'dependency')
  expect(asked.map(({ about }) => about.name)).toEqual(['vpn'])
})

test.for([
  ['ContainerHighMemoryUsage', 2],
  ['ContainerOOMKilled', 2],
  ['ContainerUnhealthy', 0],
  ['ThemeMissing', 0],
] as const)('%s asks for %d samples of use', ([name, samples]) => {
  expect(whatToAsk([alert(name)], target, [api]).filter(({ subject }) => subject === 'usage')).toHaveLength(samples)
})

test('numbers go on from round to round, and an alert is evidence once until it is resolved', () => {
  const questions = whatToAsk([], target, [api, db])
  const round = { target, targets: [api, db], alerts: [alert('ContainerUnhealthy')], answers: answered(questions) }
  const one = roundEvidence({ ...round, known: [] })
  const two = roundEvidence({ ...round, known: one })
  const gone = roundEvidence({
    ...round,
    known: [...one, ...two],
    alerts: [{ ...alert('ContainerUnhealthy'), resolved: true }],
  })
  expect(one.map(({ number }) => number)).toEqual(['E1', 'E2', 'E3', 'E4'])
  expect(two.map(({ number }) => number)).toEqual(['E5', 'E6', 'E7'])
  expect([one, two, gone].map(sources)).toEqual([
    ['status', 'logs', 'dependency', 'alert'],
    ['status', 'logs', 'dependency'],
    ['status', 'logs', 'dependency', 'alert'],
  ])
  expect(Evidence.array().parse(structuredClone(one))).toEqual(one)
})

test.for<readonly [string, Reply<ExecuteAnswer> | null]>([
  ['no answer in time', null],
  ['no connection', { kind: 'unreachable', detail: 'refused' }],
  [
    'an answer about another container',
    answer({ subject: 'status', pattern: 'get_status', about: targetOf(db), after_seconds: 0 }, fine),
  ],
  [
    'an answer that is not what the contract says',
    answer({ subject: 'status', pattern: 'get_status', about: target, after_seconds: 0 }, { verdict: 'fine' }),
  ],
])('%s is missing evidence, not health', ([, reply]) => {
  const question: Question = { subject: 'status', pattern: 'get_status', about: target, after_seconds: 0 }
  const evidence = roundEvidence({ known: [], alerts: [], target, targets: [api], answers: [{ question, reply }] })
  expect([sources(evidence), factsOf(evidence).status]).toEqual([['missing'], null])
})

test('a neighbour that the logs say cannot be reached is evidence too', () => {
  const lone = { ...api, depends_on: [] }
  const [status, logs] = whatToAsk([], target, [lone, db])
  if (!status || !logs) throw new Error('two questions are expected')
  const line = { stream: 'stderr', text: 'connect ECONNREFUSED db:5432' } as const
  const answers = [
    { question: status, reply: answer(status, hung) },
    { question: logs, reply: answer(logs, { lines: [line], truncated: false }) },
  ]
  const evidence = roundEvidence({
    known: [],
    alerts: [],
    target,
    targets: [lone, { ...db, status: 'exited' }],
    answers,
  })
  expect(factsOf(evidence).dependencies.map(({ value }) => [value.name, value.kind])).toEqual([['db', 'named_in_logs']])
})

test('a target that is not known leaves the candidates to say', () => {
  const choice: Exclude<Choice, { kind: 'known' }> = { kind: 'ambiguous', name: 'web', candidates: [api, db] }
  const evidence = noTargetEvidence([], [alert('Down')], choice)
  expect(evidence.map(({ sentence }) => sentence)).toEqual([
    'The target is not known: "web" names 2 containers: api, db',
    `monitor says: Down, critical, since ${at(90)}`,
  ])
})
