import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { ExecuteRequest } from '@devops-ai/contract'
import { call, dockerAt, importBusybox, inspectContainer, newRootlessEngine, runContainer } from '@devops-ai/testkit'
import { afterAll, expect, test } from 'vitest'
import { configured, started } from '../test/configured.ts'

const stage = new AsyncDisposableStack()
afterAll(() => stage.disposeAsync())
const engine = stage.use(await newRootlessEngine())
const api = stage.use(dockerAt(engine.socketPath))
const label = 'devops-ai.test=rootless'
const labels = { 'devops-ai.test': 'rootless', 'devops-ai.autonomy': 'auto' }
const image = await importBusybox(api, { repo: 'rootless', tag: '1', label })
const cmd = ['sh', '-c', "trap 'exit 0' TERM; echo at work; sleep 600 & wait"]
const web = await runContainer(api, { name: 'web', image, labels, cmd })
const configuration = stage.use(await configured({ engineUrl: `unix://${engine.socketPath}`, onlyLabel: label }))
const gateway = stage.use(await started(configuration))

async function told(intent: string) {
  const reply = await gateway.operator.execute(
    ExecuteRequest.parse({
      source_id: 'operator',
      request_id: randomUUID(),
      target_resource: { name: 'web' },
      action_request: { intent },
    }),
  )
  if (reply.kind !== 'answer') throw new Error(`"${intent}" was answered ${JSON.stringify(reply)}`)
  return { ...reply.body.execution_details.execution_result, overall: reply.body.overall_status }
}
const state = async () => (await inspectContainer(api, web)).State

test('the engine has no rights on the machine: its socket is a common user’s, and it says that it is rootless', async () => {
  expect((await stat(engine.socketPath)).uid).toBe(engine.uid)
  expect(engine.uid).not.toBe(0)
  expect((await call(api, { method: 'GET', path: '/info' }, [200])).json).toMatchObject({
    CgroupDriver: 'none',
    SecurityOptions: expect.arrayContaining(['name=rootless']),
  })
})

test('all of its calls are let through, and it is looked at like any other', async () => {
  expect(await gateway.operator.engines()).toMatchObject({ body: { engines: [{ answers: true, forbidden: [] }] } })
  expect(await told('check if service is healthy')).toMatchObject({ overall: 'success', data: { status: 'running' } })
  expect((await told('show the last 10 log lines')).stdout).toContain('at work')
  expect((await told('list all containers')).stdout).toContain('web')
})

test('without control groups its figures are the machine’s, and usage is said to be unknown', async () => {
  const { overall, stdout, data } = await told('show the resource usage')
  expect([overall, stdout]).toEqual(['success', 'cpu: unknown\nmemory: unknown\nprocesses: unknown'])
  expect(new Set(Object.values(data ?? {}))).toEqual(new Set([null]))
})

test.each([
  ['restart the service', true],
  ['stop the container', false],
  ['start the container', true],
  ['kill it', false],
] as const)('"%s" is done', async (intent, isRunning) => {
  const before = await state()
  expect(await told(intent)).toMatchObject({ overall: 'success' })
  const after = await state()
  expect(after.Running).toBe(isRunning)
  expect(after.StartedAt === before.StartedAt).toBe(!isRunning)
})

test.each(['pause the container', 'limit web to 50 processes', 'show its processes'])(
  'what it cannot do is a failure in its own words, and nothing is left in doubt: "%s"',
  async (intent) => {
    if (!(await state()).Running) await told('start the container')
    const before = await state()
    const { overall, stderr } = await told(intent)
    expect([overall, stderr]).toEqual(['failure', expect.stringMatching(/cgroup|runc/)])
    expect(await state()).toEqual(before)
  },
)
