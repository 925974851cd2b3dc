import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { ExecuteRequest } from '@devops-ai/contract'
import {
  dockerAt,
  engineFolderPrefix,
  importBusybox,
  mustRun,
  newTlsEngine,
  type PrivateEngine,
  removeLabelled,
  runContainer,
  startPrivateEngine,
  testLabel,
  until,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { configured, started } from '../test/configured.ts'
import { p95OfCrowd } from '../test/crowd.ts'

// Four engines in one gateway: one on this machine, one behind TLS on another, one that is not there yet, one too new.
const run = `engines-${process.pid}`
const label = `${testLabel}=${run}`
const far = await newTlsEngine()
const lateDir = await mkdtemp(join(tmpdir(), engineFolderPrefix))
const late: Promise<PrivateEngine>[] = []
const tooNew = createServer((request, response) =>
  response.end(request.url === '/version' ? JSON.stringify({ ApiVersion: '1.60', MinAPIVersion: '1.55' }) : 'OK'),
).listen(0, '127.0.0.1')
await once(tooNew, 'listening')
const portOf = (address: ReturnType<typeof tooNew.address>): number =>
  address !== null && typeof address === 'object' ? address.port : expect.fail()

const tlsDir = await mkdtemp(join(tmpdir(), 'devops-ai-tls-'))
const tls = { ca_path: join(tlsDir, 'ca.pem'), cert_path: join(tlsDir, 'cert.pem'), key_path: join(tlsDir, 'key.pem') }
const ours = far.authority.issue({ name: 'gateway' })
await writeFile(tls.ca_path, far.authority.cert)
await writeFile(tls.cert_path, ours.cert)
await writeFile(tls.key_path, ours.key)
await chmod(tls.key_path, 0o600)

const entry = { required: false, stop_timeout_seconds: 5, only_label: label }
const configuration = await configured({
  engineUrl: `unix://${inject('engineSocket')}`,
  onlyLabel: label,
  more: [
    { ...entry, name: 'far', url: far.url, tls },
    { ...entry, name: 'late', url: `unix://${join(lateDir, 's.sock')}` },
    { ...entry, name: 'new', url: `http://127.0.0.1:${portOf(tooNew.address())}` },
  ],
})
const gateway = await started(configuration)

const apis = [dockerAt(inject('engineSocket')), dockerAt(far.socketPath)] as const
const auto = { [testLabel]: run, 'devops-ai.autonomy': 'auto' }
async function populate(api: (typeof apis)[0], name: string): Promise<void> {
  const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })
  const cmd = ['sh', '-c', "trap 'exit 0' TERM; sleep 600 & wait"]
  await runContainer(api, { name: `${run}-${name}`, image, cmd, labels: auto })
}

const deadlineMs = 60_000
const engineState = async (name: string) => {
  const reply = await gateway.operator.health()
  const engines = 'body' in reply && 'engines' in reply.body ? reply.body.engines : []
  return engines?.find((engine) => engine.name === name) ?? expect.fail(`health says nothing of ${name}`)
}
const untilAnswering = (name: string, wanted: boolean) =>
  until(
    async () => {
      const { answers, stale } = await engineState(name)
      return answers === wanted && stale === !wanted
    },
    { what: `the engine ${name} ${wanted ? 'to answer' : 'to be known as lost'}`, deadlineMs },
  )

const request = (name: string, intent: string) =>
  ExecuteRequest.parse({
    source_id: 'operator',
    request_id: randomUUID(),
    target_resource: { name: `${run}-${name}` },
    action_request: { intent },
  })
const ask = (name: string, intent: string) => gateway.operator.execute(request(name, intent))
const health = 'check if service is healthy'
const succeeded = { kind: 'answer', body: { overall_status: 'success' } }
const unavailable = { kind: 'problem', status: 503, body: { code: 'engine_unavailable' } }

/** A read and a change of the near engine, while something of the far one still waits. */
async function nearIsAsUsual(): Promise<void> {
  expect(await ask('near', health)).toMatchObject(succeeded)
  expect(await ask('near', 'restart the service')).toMatchObject(succeeded)
  expect(await ask('near', 'show the last 10 log lines')).toMatchObject(succeeded)
  expect(await engineState('local')).toMatchObject({ answers: true, stale: false, trouble: null })
}

const looksAtNear = () =>
  p95OfCrowd(async () => {
    expect(await ask('near', 'show the last 10 log lines')).toMatchObject(succeeded)
    expect(await ask('near', health)).toMatchObject(succeeded)
  })
// Generous: the machine may do other things as well. Whoever waited for the far engine would wait for seconds.
const boundOf = (usualMs: number): number => 3 * usualMs + 250

/**
 * The far engine is made silent: what asks it waits or is refused, what asks the near one does neither and is as fast as
 * just before. At least so many of sixteen still wait when the crowd has seen enough.
 */
async function silenceStaysFar(silence: () => Promise<void>, stillWaiting = 16): Promise<void> {
  const usualMs = await looksAtNear()
  expect(await ask('far', health)).toMatchObject(succeeded)
  await silence()
  let waiting = 16
  const pending = Array.from({ length: waiting }, () => ask('far', health).finally(() => (waiting -= 1)))
  expect(await looksAtNear()).toBeLessThan(boundOf(usualMs))
  expect(waiting).toBeGreaterThanOrEqual(stillWaiting)
  await nearIsAsUsual()
  for (const reply of await Promise.all(pending)) expect(reply).toMatchObject(unavailable)
  await untilAnswering('far', false)
  expect(await gateway.operator.health()).toMatchObject({ status: 200, body: { status: 'success' } })
  await nearIsAsUsual()
  expect(await looksAtNear()).toBeLessThan(boundOf(usualMs))
}

/** A change of the far engine is refused before it is on record, and so at once. */
async function changeIsRefused(): Promise<void> {
  const sent = request('far', 'restart the service')
  expect(await gateway.operator.execute(sent)).toMatchObject(unavailable)
  expect(await gateway.operator.operation(sent.request_id ?? expect.fail())).toMatchObject({ status: 404 })
}

async function farJoins(): Promise<void> {
  await untilAnswering('far', true)
  expect(await ask('far', health)).toMatchObject(succeeded)
  expect(await ask('far', 'restart the service')).toMatchObject(succeeded)
}

beforeAll(async () => {
  await populate(apis[0], 'near')
  await populate(apis[1], 'far')
  const bothKnown = async () => {
    const reply = await gateway.operator.targets()
    return reply.kind === 'answer' && reply.body.targets.length === 2
  }
  await until(bothKnown, { what: 'the containers of both engines', deadlineMs })
  // A gateway that has just started is slower than usual.
  await looksAtNear()
})

afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await configuration[Symbol.asyncDispose]()
  await removeLabelled(apis[0], label)
  for (const api of apis) await api[Symbol.asyncDispose]()
  tooNew.close()
  await far.stop()
  for (const engine of late) await (await engine).stop()
  for (const dir of [tlsDir, lateDir]) await rm(dir, { recursive: true, force: true })
})

test('each engine is marked for itself, with what is wrong with it', async () => {
  expect(await engineState('local')).toMatchObject({ answers: true, stale: false, trouble: null })
  expect(await engineState('far')).toMatchObject({ answers: true, stale: false, trouble: null })
  expect(await engineState('late')).toMatchObject({
    answers: false,
    stale: true,
    trouble: expect.stringMatching(/the engine late .*ENOENT/),
    api_version: null,
  })
  expect(await engineState('new')).toMatchObject({
    answers: false,
    stale: true,
    trouble: expect.stringMatching(/new cannot be used: it speaks API 1\.55 to 1\.60, .*update the gateway/),
    api_version: null,
  })
  expect(await gateway.operator.health()).toMatchObject({ status: 200, body: { status: 'success' } })
  expect(await gateway.operator.targets()).toMatchObject({ body: { stale_engines: ['late', 'new'] } })
})

test('a list of all engines has those that answer, and says what is missing', async () => {
  const { stdout, truncated } = await listed()
  expect(stdout).toMatch(new RegExp(`${run}-far[^]*${run}-near[^]*not here: .*engine late[^]*not here: .*engine new`))
  expect(truncated).toBe(true)
})

async function listed() {
  const reply = await ask('near', 'list all containers')
  return reply.kind === 'answer' ? reply.body.execution_details.execution_result : expect.fail(JSON.stringify(reply))
}

test('an engine that hangs slows no other, takes no change, and joins again', async () => {
  try {
    await silenceStaysFar(async () => void process.kill(far.pid(), 'SIGSTOP'))
    await changeIsRefused()
    expect((await listed()).stdout).toMatch(/near[^]*not here: .*engine far/)
  } finally {
    process.kill(far.pid(), 'SIGCONT')
  }
  await farJoins()
})

test('an engine whose cable is pulled slows no other, takes no change, and joins again', async () => {
  try {
    await silenceStaysFar(far.pull)
    await changeIsRefused()
  } finally {
    await far.plug()
  }
  await farJoins()
})

/** The gateway's connections to the far engine that this machine takes for open. */
async function openToFar(): Promise<readonly string[]> {
  const lines = await mustRun('ss', ['-Htnp', 'state', 'established', 'dst', far.host])
  return lines.split('\n').filter((line) => line.includes(`pid=${gateway.process.pid},`))
}

// Without a way to it, a machine may refuse a new connection at once or lose what it sends: nobody must wait here.
test('an engine whose network vanishes under open connections slows no other, takes no change, and joins again', async () => {
  expect(await far.parts()).toEqual(['link of the machine', 'network in the middle', 'link of the engine'])
  try {
    await silenceStaysFar(async () => {
      const open = await openToFar()
      expect(open).not.toEqual([])
      await far.vanish()
      expect(await far.parts()).toEqual([])
      expect(await openToFar()).toHaveLength(open.length)
    }, 0)
    await changeIsRefused()
    expect(await far.parts()).toEqual([])
  } finally {
    await far.renew()
  }
  await farJoins()
})

test('an engine that was not there at the start joins when it comes', async () => {
  expect(await ask('late', health)).toMatchObject({ ...unavailable, body: { detail: expect.stringContaining('late') } })
  late.push(startPrivateEngine({ dir: lateDir, liveRestore: true }))
  const engine = await late[0]
  await using api = dockerAt(engine?.socketPath ?? expect.fail())
  await populate(api, 'late')
  await untilAnswering('late', true)
  await until(async () => (await ask('late', health)).kind === 'answer', {
    what: 'its container to be known',
    deadlineMs,
  })
  expect(await ask('late', 'restart the service')).toMatchObject(succeeded)
})
