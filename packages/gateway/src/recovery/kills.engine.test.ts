import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ExecuteRequest, ExecuteRequest as Request, verifyJournal } from '@devops-ai/contract'
import {
  dockerAt,
  importBusybox,
  recordEvents,
  removeLabelled,
  runContainer,
  startCounter,
  testLabel,
  until,
} from '@devops-ai/testkit'
import { afterAll, expect, inject, test } from 'vitest'
import { type Configured, configured, started, type StartedGateway } from '../../test/configured.ts'

const run = `kills-${process.pid}`
const label = `${testLabel}=${run}`
const api = dockerAt(inject('engineSocket'))
const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })
const folder = await mkdtemp(join(tmpdir(), 'devops-ai-starts-'))
const counter = await startCounter(folder)

afterAll(async () => {
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** A process that ignores SIGTERM, so that its stop takes the whole stop time-out. */
const make = (name: string) =>
  runContainer(api, {
    name: `${run}-${name}`,
    image,
    labels: { [testLabel]: run, 'devops-ai.autonomy': 'auto' },
    cmd: counter.counting(name, ['sleep', '600']),
    stopTimeout: 2,
    binds: { [counter.dir]: '/starts' },
  })

const restart = (name: string): ExecuteRequest =>
  Request.parse({
    source_id: 'operator',
    request_id: randomUUID(),
    target_resource: { name: `${run}-${name}` },
    action_request: { intent: 'restart the service' },
  })

const known = (gateway: StartedGateway, name: string): Promise<boolean> =>
  until(
    async () => {
      const reply = await gateway.operator.targets()
      return reply.kind === 'answer' && reply.body.targets.some((target) => target.name === `${run}-${name}`)
    },
    { what: `${name} to be known`, deadlineMs: 10_000 },
  )

const journalLines = async ({ dir }: Configured): Promise<readonly string[]> => {
  const journal = join(dir, 'journal')
  const segments = (await readdir(journal)).filter((name) => name.endsWith('.ndjson')).toSorted()
  const texts = await Promise.all(segments.map((name) => readFile(join(journal, name), 'utf8')))
  return texts.join('').trimEnd().split('\n')
}

test.for([
  ['killed before the intent is on disk: nothing happened, the repeat runs it', 'before intent', 'not known'],
  ['killed after the write-ahead entry: run once more', 'after intent', 'found out'],
  ['killed while the engine is still stopping: the restart that lands is found', 'while stopping', 'found out'],
  ['killed after the effect, before the outcome is stored: found by StartedAt', 'before outcome', 'found out'],
  ['killed after the outcome, before the answer: the repeat gets the stored outcome', 'after outcome', 'stored'],
] as const)('%s, and the container is restarted exactly once', async ([, failpoint, afterwards]) => {
  const name = failpoint.replaceAll(' ', '-')
  const id = await make(name)
  await using configuration = await configured({ engineUrl: `unix://${inject('engineSocket')}`, onlyLabel: label })
  await using events = await recordEvents(api)
  const sent = restart(name)
  const request = sent.request_id ?? expect.fail()

  await using doomed = await started(configuration, failpoint)
  await known(doomed, name)
  expect(await doomed.operator.execute(sent)).toMatchObject({ kind: 'unreachable' })
  expect(await doomed.process.exited).toEqual({ code: null, signal: 'SIGKILL' })

  await using gateway = await started(configuration)
  await known(gateway, name)
  if (afterwards === 'not known') expect(await gateway.operator.operation(request)).toMatchObject({ status: 404 })
  if (afterwards === 'found out') {
    expect(await gateway.operator.operation(request)).toMatchObject({ body: { state: 'pending' } })
    expect(await gateway.operator.execute(restart(name))).toMatchObject({ status: 409, body: { code: 'fenced' } })
    await until(
      async () => {
        const reply = await gateway.operator.operation(request)
        return reply.kind === 'answer' && reply.body.state === 'done'
      },
      { what: 'the outcome', deadlineMs: 30_000 },
    )
  }
  expect(await gateway.operator.execute(sent)).toMatchObject({
    body: { request_id: request, overall_status: 'success' },
  })
  expect(await counter.starts(name)).toBe(2)
  expect(events.of(id, 'start')).toHaveLength(1)
  const verdict = await verifyJournal(await journalLines(configuration))
  expect(verdict).toMatchObject({ ok: true })
})
