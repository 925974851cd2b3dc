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
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { careless, logLines } from '../trust/canaries/container.ts'
import { canaries } from '../trust/canaries/planted.ts'
import { seenIn } from '../trust/canaries/seen-in.ts'
import { ask, type Answer } from '../trust/yard/ask.ts'
import { modelSeat } from '../trust/yard/model-seat.ts'

const run = randomBytes(4).toString('hex')
const planted = canaries(run)
const [shop, broken] = [`shop-${run}`, `broken-${run}`]
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
  const image = await importBusybox(api, { repo: 'devops-ai-canaries', tag: run, label })
  const spec = careless(planted)
  const labels = { ...spec.labels, [testLabel]: run, 'devops-ai.autonomy': 'auto' }
  shopId = await runContainer(api, { ...spec, name: shop, image, labels })
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

test('the engine itself tells every canary, fifty of them', async () => {
  const healthy = async (): Promise<string | false> => {
    const inspect = await raw(`/containers/${shopId}/json`)
    return inspect.includes('STATUS_TOKEN=') && inspect.includes('"healthy"') && inspect
  }
  const inspect = await until(healthy, { what: 'a probe of the shop', deadlineMs: 60_000 })
  const { stdout } = await containerLogs(api, shopId)
  const everything = [
    inspect,
    stdout,
    JSON.parse(`[${JSON.stringify(inspect)}]`)[0],
    await raw(`/containers/${shopId}/top`),
  ]
  expect(planted.all).toHaveLength(50)
  expect(new Set(planted.all.map(({ value }) => value)).size).toBe(50)
  expect(seenIn(everything.join('\n'), planted.all)).toHaveLength(50)
})

const reads = [
  ...['logs --tail 5000', 'inspect', 'top', 'port', 'diff', 'stats --no-stream'].map(
    (verb) => `docker ${verb} ${shop}`,
  ),
  `docker inspect --format '{{json .State}}' ${shop}`,
  `docker logs --since 1h --timestamps ${shop}`,
  ...['ps --all', 'images', 'network ls', 'volume ls', 'info', 'version', 'system df'].map((verb) => `docker ${verb}`),
  `docker events --since 10m --until 0s`,
]

test.for([...reads, `docker start ${broken}`, `docker inspect ${broken}`, `docker restart ${shop}`])(
  '%s tells none',
  async (command) => {
    const target = command.includes(broken) ? broken : shop
    const answer = await ask({ both }, { source: 'operator', target, intent: `run: ${command}` })
    expect([command, answer.status, seenIn(answer.text, planted.all)]).toEqual([command, 200, []])
  },
)

test('words and contexts that hold canaries are kept from the model, the journal and the log', async () => {
  const pieces = logLines(planted)
  const told: Answer[] = []
  for (let at = 0; at < pieces.length; at += 6) {
    const context = pieces.slice(at, at + 6).join('\n')
    told.push(await ask({ both }, { source: 'operator', target: shop, intent: `look after it ${at}`, context }))
    const [line = ''] = pieces.slice(at)
    told.push(await ask({ both }, { source: 'operator', target: shop, intent: `what does "${line}" mean?` }))
  }
  expect(told.flatMap(({ text }) => seenIn(text, planted.all))).toEqual([])
})

test.for(['targets', 'metrics', 'journal?after=-1', 'health', 'policies', 'engines', 'operations/nothing-of-this'])(
  'GET /%s tells none',
  async (path) => {
    const headers = { authorization: `Bearer ${both.tokens.operator}` }
    const response = await fetch(`${both.gatewayUrl}/${path}`, { headers })
    expect(seenIn(await response.text(), planted.all)).toEqual([])
  },
)

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
