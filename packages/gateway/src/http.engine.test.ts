import { randomUUID } from 'node:crypto'
import { type ExecuteRequest, ExecuteRequest as Request } from '@devops-ai/contract'
import { dockerAt, importBusybox, removeLabelled, runContainer, testLabel, until } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { configured, started } from '../test/configured.ts'

const run = `gateway-${process.pid}`
const label = `${testLabel}=${run}`
const api = dockerAt(inject('engineSocket'))
const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })
const configuration = await configured({
  engineUrl: `unix://${inject('engineSocket')}`,
  onlyLabel: label,
  set: { GATEWAY_PROTECTED: `${run}-guarded`, GATEWAY_ALIASES: `shop=${run}-auto` },
})
const gateway = await started(configuration)

const make = (name: string, labels: Record<string, string> = {}, cmd = ['sleep', '600']) =>
  runContainer(api, { name: `${run}-${name}`, image, cmd, labels: { [testLabel]: run, ...labels } })
const auto = { 'devops-ai.autonomy': 'auto' }
const service = (name: string) => ({ 'com.docker.compose.service': name, 'com.docker.compose.project': run })

beforeAll(async () => {
  await make('auto', auto)
  await make('observed')
  await make('suggested', { 'devops-ai.autonomy': 'suggest' })
  await make('approved', { 'devops-ai.autonomy': 'approve' })
  await make('guarded', auto)
  await make('own', { ...auto, 'devops-ai.role': 'agent' })
  await make('one', { ...auto, ...service('twins') })
  await make('two', { ...auto, ...service('twins') })
  await make('talks', {}, ['sh', '-c', 'echo "password=hunter2hunter2"; echo "ERROR: boom"; sleep 600'])
  await until(
    async () => {
      const reply = await gateway.operator.targets()
      return reply.kind === 'answer' && reply.body.targets.length === 9
    },
    { what: 'nine targets', deadlineMs: 60_000 },
  )
})

afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await configuration[Symbol.asyncDispose]()
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
})

const request = (name: string, intent: string, action: object = {}): ExecuteRequest =>
  Request.parse({
    source_id: 'operator',
    request_id: randomUUID(),
    target_resource: { name },
    action_request: { intent, ...action },
  })
const ask = async (name: string, intent: string, action: object = {}) => {
  const reply = await gateway.operator.execute(request(`${run}-${name}`, intent, action))
  return reply.kind === 'problem' ? { status: reply.status, code: reply.body.code, detail: reply.body.detail } : reply
}
const startedAt = async (name: string): Promise<string> => {
  const reply = await api.request({ method: 'GET', path: `/containers/${run}-${name}/json` })
  return /"StartedAt":"([^"]+)"/.exec(reply.bytes.toString())?.[1] ?? ''
}

test('a container labelled auto is restarted, on record', async () => {
  const before = await startedAt('auto')
  const sent = request(`${run}-auto`, 'restart the service')
  const reply = await gateway.operator.execute(sent)
  expect(reply).toMatchObject({
    kind: 'answer',
    body: {
      request_id: sent.request_id,
      overall_status: 'success',
      execution_details: {
        command: `docker restart ${run}-auto`,
        operation: { kind: 'container.restart' },
        execution_result: { status: 'SUCCESS', exit_code: 0, stderr: '' },
        effects: { interrupts: true, last_healthy_replica: true, data_loss: false, protected: false },
      },
      decision: { verdict: 'allow' },
    },
  })
  const after = await startedAt('auto')
  expect(after > before).toBe(true)
  expect(await gateway.operator.execute(sent)).toEqual(reply)
  expect(await startedAt('auto')).toBe(after)
  const state = await gateway.operator.operation(sent.request_id ?? expect.fail())
  expect(state).toMatchObject({ body: { state: 'done', answer: { overall_status: 'success' } } })
  const other = { ...sent, action_request: { intent: 'stop the service' } }
  expect(await gateway.operator.execute(other)).toMatchObject({
    kind: 'problem',
    status: 409,
    body: { code: 'conflict' },
  })
})

test.for([
  ['an observed container takes no change', 'observed', {}, 403, 'denied'],
  ['a protected one takes none', 'guarded', {}, 403, 'denied'],
  ['a container of our own takes none', 'own', {}, 403, 'denied'],
  ['one that is not there is not found', 'nobody', {}, 404, 'unknown_target'],
] as const)('%s', async ([, name, action, status, code]) => {
  const before = await startedAt(name)
  expect(await ask(name, 'restart the service', action)).toMatchObject({ status, code })
  expect(await startedAt(name)).toBe(before)
})

test('a dry run shows what would be done and does nothing', async () => {
  const before = await startedAt('suggested')
  expect(await ask('suggested', 'restart the service', { dry_run: true })).toMatchObject({
    body: { overall_status: 'preview', journal: null, execution_details: { execution_result: { status: 'NOT_RUN' } } },
  })
  expect(await startedAt('suggested')).toBe(before)
})

test('a service with two containers is ambiguous, and the candidates are named', async () => {
  const reply = await gateway.operator.execute(request('twins', 'show recent error logs'))
  expect(reply).toMatchObject({ status: 400, body: { code: 'ambiguous_target' } })
  expect(JSON.stringify(reply)).toContain(`${run}-one`)
})

test('a restart of a service with two containers restarts one after the other', async () => {
  const reply = await gateway.operator.execute(request('twins', 'restart the service'))
  const targets = [{ name: `${run}-one` }, { name: `${run}-two` }]
  expect(reply).toMatchObject({ body: { overall_status: 'success', execution_details: { targets } } })
  const [one, two] = [await startedAt('one'), await startedAt('two')]
  expect(Date.parse(two)).toBeGreaterThan(Date.parse(one))
})

test('an alias means what it was given for', async () => {
  const reply = await gateway.operator.execute(request('shop', 'check if service is healthy'))
  expect(reply).toMatchObject({ body: { execution_details: { targets: [{ name: `${run}-auto` }] } } })
})

test.for([
  ['health', 'check if service is healthy', { data: { verdict: 'unknown', status: 'running' } }],
  ['status', 'show service status and health', { data: { verdict: 'unknown' } }],
  ['errors', 'show recent error logs', { stdout: 'ERROR: boom' }],
  ['usage', 'show resource usage', { data: { pids: expect.any(Number) } }],
] as const)('a read needs no permission: %s', async ([, intent, result]) => {
  expect(await ask('talks', intent)).toMatchObject({
    body: { overall_status: 'success', execution_details: { execution_result: result } },
  })
})

test('what a container writes is redacted before it is shown', async () => {
  const reply = JSON.stringify(await ask('talks', 'show the last 50 log lines'))
  expect(reply).toContain('password=')
  expect(reply).not.toContain('hunter2')
})

test('the agent must say what it expects', async () => {
  const sent = {
    ...request(`${run}-auto`, 'restart the service'),
    source_id: Request.shape.source_id.parse('devops-ai-agent'),
  }
  expect(await gateway.agent.execute(sent)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  const expecting = (kind: string) => ({
    ...sent,
    action_request: { ...sent.action_request, expected_operations: [kind] },
  })
  expect(await gateway.agent.execute(expecting('container.health'))).toMatchObject({
    status: 400,
    body: { code: 'unexpected_operation' },
  })
  expect(await gateway.agent.execute(expecting('container.restart'))).toMatchObject({
    body: { overall_status: 'success' },
  })
})

test('health, metrics and the journal tell of it', async () => {
  expect(await gateway.operator.health()).toMatchObject({
    status: 200,
    body: { status: 'success', journal: { writable: true } },
  })
  const open = await fetch(`${gateway.url}/health`)
  expect(await open.json()).toEqual({ status: 'success' })
  const page = await fetch(`${gateway.url}/metrics`, { headers: { authorization: 'Bearer operator-token-of-a-test' } })
  const text = await page.text()
  expect(text).toMatch(
    new RegExp(`container_state\\{engine="local",name="${run}-auto",service="",state="running",health="none"\\} 1`),
  )
  expect(text).toMatch(/gateway_command_execution_total\{command_type="container.restart",status="success"\} \d/)
  const page1 = await gateway.operator.journal(-1)
  const types = page1.kind === 'answer' ? page1.body.entries.map(({ body }) => body.type) : []
  expect(new Set(types)).toEqual(new Set(['opened', 'intent', 'outcome', 'read', 'refusal']))
})

test('it ends in order when asked to', async () => {
  expect(await gateway.process.stop(10_000)).toEqual({ code: 0, signal: null })
})
