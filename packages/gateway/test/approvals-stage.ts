import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ApprovalId, ExecuteRequest, type RequestId } from '@devops-ai/contract'
import {
  dockerAt,
  type DockerApi,
  importBusybox,
  removeLabelled,
  runContainer,
  type StartCounter,
  startCounter,
  testLabel,
  until,
} from '@devops-ai/testkit'
import { expect } from 'vitest'
import type { StartedGateway } from './configured.ts'

/** Containers on a real engine that need a person's approval, and count their own starts. */
export interface ApprovalsStage extends AsyncDisposable {
  readonly api: DockerApi
  readonly counter: StartCounter
  /** What `only_label` of the engine's file says. */
  readonly label: string
  named(name: string): string
  make(name: string): Promise<string>
}

export async function approvalsStage(socket: string): Promise<ApprovalsStage> {
  const run = `approvals-${process.pid}-${randomUUID().slice(0, 8)}`
  const label = `${testLabel}=${run}`
  const api = dockerAt(socket)
  const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })
  const folder = await mkdtemp(join(tmpdir(), 'devops-ai-starts-'))
  const counter = await startCounter(folder)
  const named = (name: string): string => `${run}-${name}`
  return {
    ...{ api, counter, label, named },
    make: (name) =>
      runContainer(api, {
        name: named(name),
        image,
        labels: { [testLabel]: run, 'devops-ai.autonomy': 'approve' },
        cmd: counter.counting(name, ['sleep', '600']),
        stopTimeout: 1,
        binds: { [counter.dir]: '/starts' },
      }),
    [Symbol.asyncDispose]: async () => {
      await removeLabelled(api, label)
      await api[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const wish = (
  name: string,
  intent = 'restart the service',
  kind = 'container.restart',
  by = 'devops-ai-agent',
) =>
  ExecuteRequest.parse({
    source_id: by,
    request_id: randomUUID(),
    target_resource: { name },
    action_request: { intent, expected_operations: [kind] },
  })
export const idOf = ({ request_id }: ExecuteRequest): RequestId => request_id ?? expect.fail()

export const known = (gateway: StartedGateway, ...names: readonly string[]): Promise<boolean> =>
  until(
    async () => {
      const reply = await gateway.approver.targets()
      const there = reply.kind === 'answer' ? reply.body.targets.map(({ name }) => name) : []
      return names.every((name) => there.includes(name))
    },
    { what: `${names.join(', ')} to be known`, deadlineMs: 60_000 },
  )

/** Sends it; the question that a person is asked then. */
export async function question(
  gateway: StartedGateway,
  request: ExecuteRequest,
  by = gateway.agent,
): Promise<ApprovalId> {
  const reply = await by.execute(request)
  if (reply.kind !== 'answer' || !reply.body.approval) return expect.fail(JSON.stringify(reply))
  expect(reply.body.overall_status).toBe('approval_required')
  return reply.body.approval.id
}

export const untilState = (gateway: StartedGateway, request: ExecuteRequest, state: string): Promise<boolean> =>
  until(
    async () => {
      const reply = await gateway.agent.operation(idOf(request))
      return reply.kind === 'answer' && reply.body.state === state
    },
    { what: `the request to be ${state}`, deadlineMs: 60_000 },
  )
