import { expect, test } from 'vitest'
import { isOf, prometheus, type AskedAlert } from './monitor.ts'

test.for<readonly [string, Record<string, string>, Record<string, string>, readonly string[], boolean]>([
  ['the series of the alert', { __name__: 'up', job: 'db' }, { alertname: 'Down', job: 'db' }, [], true],
  ['the series of another', { job: 'web' }, { alertname: 'Down', job: 'db' }, [], false],
  ['one label of several differs', { job: 'db', name: 'b' }, { job: 'db', name: 'a' }, [], false],
  [
    'a label that the rule sets hides that of the series',
    { job: 'db', severity: 'x' },
    { job: 'db', severity: 'page' },
    ['severity'],
    true,
  ],
  ['nothing in common says nothing', { pod: 'a' }, { alertname: 'Down', job: 'db' }, [], false],
  ['a series without labels is the only one', {}, { alertname: 'Absent' }, [], true],
])('%s', ([, metric, alert, sets, expected]) => {
  expect(isOf(metric, alert, sets)).toBe(expected)
})

const rule = { type: 'alerting', name: 'Down', query: 'up == 0', labels: { severity: 'page' } }
const alert: AskedAlert = { name: 'Down', expression: 'up == 0', labels: { alertname: 'Down', job: 'db' } }

interface Answers {
  readonly rules?: readonly object[]
  readonly series?: readonly Record<string, string>[]
  readonly broken?: 'rules' | 'query' | 'both'
  readonly alert?: Partial<AskedAlert>
}

async function ask({ rules = [rule], series = [], broken, alert: more }: Answers) {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = (input) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const isQuery = url.pathname.endsWith('/query')
    asked.push(isQuery ? (url.searchParams.get('query') ?? '') : url.pathname)
    if (broken === 'both') return Promise.reject(new Error('refused'))
    if (broken === (isQuery ? 'query' : 'rules'))
      return Promise.resolve(Response.json({ status: 'error' }, { status: 503 }))
    return Promise.resolve(
      Response.json(
        isQuery
          ? {
              status: 'success',
              data: { resultType: 'vector', result: series.map((metric) => ({ metric, value: [] })) },
            }
          : { status: 'success', data: { groups: [{ rules }] } },
      ),
    )
  }
  const monitor = prometheus({ url: 'http://prometheus:9090/base/', authorization: null, fetch })
  const opinion = await monitor.opinion({ ...alert, ...more }, new AbortController().signal)
  return { says: opinion?.says ?? null, asked, sentence: opinion?.sentence }
}

test.for<readonly [string, Answers, string | null, readonly string[]]>([
  ['its series still holds', { series: [{ job: 'db' }] }, 'goes on', ['/base/api/v1/rules', 'up == 0']],
  ['only that of another holds', { series: [{ job: 'web' }] }, 'over', ['/base/api/v1/rules', 'up == 0']],
  ['nothing holds', {}, 'over', ['/base/api/v1/rules', 'up == 0']],
  [
    'the expression of its link counts, also of a rule that is gone',
    { rules: [] },
    'over',
    ['/base/api/v1/rules', 'up == 0'],
  ],
  [
    'without a link the rule of its name is asked',
    { alert: { expression: null }, series: [{ job: 'db' }] },
    'goes on',
    ['/base/api/v1/rules', 'up == 0'],
  ],
  [
    'of an alert that it does not know it says nothing',
    { alert: { expression: null }, rules: [] },
    null,
    ['/base/api/v1/rules'],
  ],
  ['a rule of another name is none', { alert: { expression: null, name: 'Up' } }, null, ['/base/api/v1/rules']],
  ['rules that it does not tell', { broken: 'rules' }, 'unknown', ['/base/api/v1/rules']],
  ['an expression that it does not evaluate', { broken: 'query' }, 'unknown', ['/base/api/v1/rules', 'up == 0']],
  ['a monitor that is gone', { broken: 'both' }, 'unknown', ['/base/api/v1/rules']],
])('%s', async ([, answers, says, asked]) => {
  expect(await ask(answers)).toMatchObject({ says, asked })
})

test('who does not answer is named', async () => {
  expect((await ask({ broken: 'both' })).sentence).toBe(
    'whether Down still fires is not known, Prometheus does not answer: refused',
  )
})

test.for<readonly [sentence: string, authorization: string | null]>([
  ['nobody asked for proof', null],
  ['a bearer token', 'Bearer t0ken'],
  ['a password', 'Basic YWRhOnNlY3JldA=='],
])('every question carries what proves who asks: %s', async ([, authorization]) => {
  const sent: (string | null)[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    sent.push(new Headers(init?.headers).get('authorization'))
    const isQuery = String(input instanceof Request ? input.url : input).includes('/query')
    const data = isQuery ? { resultType: 'vector', result: [] } : { groups: [{ rules: [rule] }] }
    return Promise.resolve(Response.json({ status: 'success', data }))
  }
  const monitor = prometheus({ url: 'http://prometheus:9090', authorization, fetch })
  expect(await monitor.opinion(alert, new AbortController().signal)).toMatchObject({ says: 'over' })
  expect(sent).toEqual([authorization, authorization])
})

test('a Prometheus that wants another proof is named so, without the proof that it was given', async () => {
  const fetch = () => Promise.resolve(new Response('Unauthorized', { status: 401 }))
  const monitor = prometheus({ url: 'http://prometheus:9090', authorization: 'Bearer t0ken', fetch })
  const opinion = await monitor.opinion(alert, new AbortController().signal)
  expect(opinion).toMatchObject({ says: 'unknown', sentence: expect.stringContaining('answered 401') as string })
  expect(JSON.stringify(opinion)).not.toContain('t0ken')
})
