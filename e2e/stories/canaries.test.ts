import {
  call,
  containerLogs,
  createContainer,
  dockerAt,
  importBusybox,
  prepareBoth,
  removeLabelled,
  runContainer,
  startScriptedModel,
  testLabel,
  until,
  type Both,
  type DockerApi,
  type ScriptedModel,
} from '@devops-ai/testkit'
import { ApprovalList } from '@devops-ai/contract'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { careless, inLog, printedBy } from '../trust/canaries/container.ts'
import { forms, notTold } from '../trust/canaries/forms.ts'
import { canaries } from '../trust/canaries/planted.ts'
import { seenIn } from '../trust/canaries/seen-in.ts'
import { ask, type Answer } from '../trust/yard/ask.ts'
import { modelSeat } from '../trust/yard/model-seat.ts'

const run = randomBytes(4).toString('hex')
const planted = canaries(run)
const [shop, broken, guarded] = [`shop-${run}`, `broken-${run}`, `guarded-${run}`]
const cleanup = new AsyncDisposableStack()

let api: DockerApi
let both: Both
let model: ScriptedModel
let shopId: string
/** What the gateway's watch has posted. */
const alerts: string[] = []

beforeAll(async () => {
  const label = `${testLabel}=${run}`
  api = cleanup.use(dockerAt(inject('engineSocket')))
  cleanup.defer(() => removeLabelled(api, label))
  const image = await importBusybox(api, { repo: 'devops-ai-canaries', tag: run, label, files: printedBy(planted) })
  const spec = careless(planted)
  const labels = { ...spec.labels, [testLabel]: run, 'devops-ai.autonomy': 'auto' }
  shopId = await runContainer(api, { ...spec, name: shop, image, labels })
  await runContainer(api, { ...spec, name: guarded, image, labels: { ...labels, 'devops-ai.autonomy': 'approve' } })
  const program = `serve?password=${planted.command['--password=']}`
  await createContainer(api, {
    ...spec,
    name: broken,
    image,
    labels,
    cmd: [program, '--token', planted.command['--token']],
  })
  // The words are a command already, and the model repeats them.
  model = cleanup.use(
    await startScriptedModel(({ everything }) => /docker [^"\n]+(?=")/.exec(everything)?.[0] ?? 'REFUSE: no'),
  )
  both = cleanup.use(
    await prepareBoth({
      engineUrl: `unix://${inject('engineSocket')}`,
      onlyLabel: label,
      set: { ...modelSeat(model.baseUrl), GATEWAY_WATCH_URL: await alertReceiver(), GATEWAY_LOG_LEVEL: 'debug' },
    }),
  )
  await both.start('gateway')
})
afterAll(() => cleanup.disposeAsync())

async function alertReceiver(): Promise<string> {
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      alerts.push(body)
      response.end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup.defer(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return `http://127.0.0.1:${address.port}/webhook/alerts`
}

const raw = async (path: string): Promise<string> =>
  (await call(api, { method: 'GET', path }, [200])).bytes.toString('utf8')

test('the engine itself tells every canary, fifty of them, in every form', async () => {
  const healthy = async (): Promise<string | false> => {
    const inspect = await raw(`/containers/${shopId}/json`)
    return inspect.includes('STATUS_TOKEN=') && inspect.includes('"healthy"') && inspect
  }
  const inspect = await until(healthy, { what: 'a probe of the shop', deadlineMs: 60_000 })
  const { stdout } = await containerLogs(api, shopId)
  const everything = [inspect, stdout, await raw(`/containers/${shopId}/top`)]
  expect(planted.all).toHaveLength(50)
  expect(new Set(planted.all.map(({ value }) => value)).size).toBe(50)
  expect(notTold(everything.join('\n'), planted.all)).toEqual([])
  const { named, encoded } = inLog(planted)
  expect(stdout).toBe(`${[...named, ...encoded].join('\n')}\n`)
  const printed = planted.all.filter(({ where }) => where === 'health output')
  expect(printed.filter(({ value }) => !inspect.includes(forms.base64(value)))).toEqual([])
  expect(printed.filter(({ value }) => !inspect.includes(forms.hex(value)))).toEqual([])
})

const reads = [
  ...['logs --tail 5000', 'inspect', 'top', 'port', 'diff', 'stats --no-stream'].map(
    (verb) => `docker ${verb} ${shop}`,
  ),
  `docker inspect --format '{{json .State}}' ${shop}`,
  `docker logs --since 1h --timestamps ${shop}`,
  `docker logs --tail 5000 ${guarded}`,
  ...['ps --all', 'images', 'network ls', 'volume ls', 'info', 'version', 'system df'].map((verb) => `docker ${verb}`),
  `docker events --since 10m --until 0s`,
]

/** Of its log only what encodes them, after all of it was read once. */
const tails = [1, 4, inLog(planted).encoded.length].map((lines) => `docker logs --tail ${lines} ${shop}`)

test.for([...reads, ...tails, `docker start ${broken}`, `docker inspect ${broken}`, `docker restart ${shop}`])(
  '%s tells none',
  async (command) => {
    const target = [broken, guarded].find((name) => command.includes(name)) ?? shop
    const answer = await ask({ both }, { source: 'operator', target, intent: `run: ${command}` })
    expect([command, answer.status, seenIn(answer.text, planted.all)]).toEqual([command, 200, []])
  },
)

test.for(['named', 'encoded'] as const)(
  'words and contexts that hold canaries, %s, are kept from the model, the journal and the log',
  async (which) => {
    const pieces = inLog(planted)[which]
    const told: Answer[] = []
    for (let at = 0; at < pieces.length; at += 6) {
      const context = pieces.slice(at, at + 6).join('\n')
      told.push(await ask({ both }, { source: 'operator', target: shop, intent: `look after it ${at}`, context }))
      const [line = ''] = pieces.slice(at)
      told.push(await ask({ both }, { source: 'operator', target: shop, intent: `what does "${line}" mean?` }))
    }
    expect(told.flatMap(({ text }) => seenIn(text, planted.all))).toEqual([])
  },
)

/** All that is printed, in pieces that are short enough for a context. */
const contexts = (): readonly string[] => {
  const { named, encoded } = inLog(planted)
  const lines = [...named, ...encoded]
  return Array.from({ length: Math.ceil(lines.length / 40) }, (_, at) => lines.slice(at * 40, at * 40 + 40).join('\n'))
}

const get = async (path: string): Promise<string> => {
  const headers = { authorization: `Bearer ${both.tokens.operator}` }
  return (await fetch(`${both.gatewayUrl}/${path}`, { headers })).text()
}

test.for(['targets', 'metrics', 'health', 'policies', 'engines', 'operations/nothing-of-this'])(
  'GET /%s tells none',
  async (path) => {
    expect(seenIn(await get(path), planted.all)).toEqual([])
  },
)

test('what is asked of a person tells none, nor do an operation that ran, the approvals and the journal', async () => {
  for (const context of contexts()) {
    const requestIds = { [guarded]: randomUUID(), [shop]: randomUUID() }
    for (const [target, requestId] of Object.entries(requestIds)) {
      const intent = `run: docker restart ${target}`
      const answer = await ask({ both }, { source: 'operator', target, intent, context, requestId })
      const expected = target === guarded ? 'approval_required' : 'success'
      expect([answer.said, seenIn(answer.text, planted.all)]).toEqual([expected, []])
      const state = await get(`operations/${requestId}`)
      expect(state).toContain(target === guarded ? '"state":"approval_required"' : '"state":"done"')
      expect(seenIn(state, planted.all)).toEqual([])
    }
  }
  const { approvals } = ApprovalList.parse(JSON.parse(await get('approvals')))
  expect(approvals.filter(({ context }) => context.includes('[redacted]'))).toHaveLength(contexts().length)
  const [first] = approvals
  for (const path of ['approvals', `approvals/${first?.id}`, 'journal?after=-1'])
    expect([path, seenIn(await get(path), planted.all)]).toEqual([path, []])
})

test.for([
  { operation: 'container.logs', target: { name: shop } },
  { intent: `run: docker restart ${shop}`, target: { name: shop } },
  { intent: `what does "${inLog(planted).named.join(' ').slice(0, 1900)}" mean?`, target: { name: shop } },
])('POST /policies/explain tells none', async (question) => {
  const response = await fetch(`${both.gatewayUrl}/policies/explain`, {
    method: 'POST',
    headers: { authorization: `Bearer ${both.tokens.operator}`, 'content-type': 'application/json' },
    body: JSON.stringify(question),
  })
  expect(seenIn(await response.text(), planted.all)).toEqual([])
})

test('no log line, journal, alert or request to the model tells any', async () => {
  await call(api, { method: 'POST', path: `/containers/${shopId}/kill` }, [204])
  await until(() => alerts.length > 0, { what: 'an alert of the watch', deadlineMs: 60_000 })
  const output = both.process('gateway').lines.map(({ text }) => text)
  const journal = await Promise.all(
    (await readdir(both.journalDir)).map((name) => readFile(join(both.journalDir, name), 'utf8').catch(() => '')),
  )
  const asked = model.questions.map(({ everything }) => everything)
  for (const kept of [output, journal, asked, alerts]) {
    expect(kept.join('\n').length).toBeGreaterThan(100)
    expect(seenIn(kept.join('\n'), planted.all)).toEqual([])
  }
})

test('what is no secret is told as it is', async () => {
  const answer = await ask(
    { both },
    { source: 'operator', target: shop, intent: `run: docker logs --tail 4999 ${shop}` },
  )
  for (const line of [
    'starting, version 1.4.2',
    'could not connect to the queue, retry in 5s',
    'ready to take requests on port 8080',
  ])
    expect(answer.stdout).toContain(line)
})
