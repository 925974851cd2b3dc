import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { approvalsStage, known, question, wish } from '../../gateway/test/approvals-stage.ts'
import { configured, started, tokens } from '../../gateway/test/configured.ts'
import { approvalsCommand } from './approvals.ts'
import { typed } from './testing/terminal.ts'
import { doctorCommand } from './doctor.ts'
import { policyExplainCommand } from './policy-explain.ts'
import { approveCommand } from './verdict.ts'

const stage = await approvalsStage(inject('engineSocket'))
const configuration = await configured({ engineUrl: `unix://${inject('engineSocket')}`, onlyLabel: stage.label })
const gateway = await started(configuration)

const environment = {
  DEVOPS_AI_AGENT_URL: 'http://127.0.0.1:1',
  DEVOPS_AI_GATEWAY_URL: gateway.url,
  DEVOPS_AI_TOKEN: tokens.approver,
  DEVOPS_AI_JOURNAL_PATH: '/nowhere',
}

beforeAll(() => void vi.stubEnv('FORCE_COLOR', '0'))
afterAll(async () => {
  vi.unstubAllEnvs()
  await gateway[Symbol.asyncDispose]()
  await configuration[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

test('a person sees what the agent asked for, approves it at the terminal, and it runs', async () => {
  await stage.make('web')
  const name = stage.named('web')
  await known(gateway, name)
  const id = await question(gateway, wish(name))
  const listed = await typed(approvalsCommand, [], { environment })
  expect(listed[0]).toMatch(`${id}  waiting   Restart the container ${name}. Asked by devops-ai-agent, until `)
  expect(listed).toContain('        effects: interrupts it, it is the last healthy replica')
  const lines = await typed(approveCommand, [id, '--reason', 'go on'], { environment })
  expect(lines).toEqual([
    `${id}  approved  Restart the container ${name}. Asked by devops-ai-agent, approved by approver: go on.`,
    expect.stringMatching(/^ {8}success: .*running/),
  ])
  expect(await stage.counter.starts('web')).toBe(2)
  await expect(typed(approveCommand, [id], { environment })).rejects.toThrow('each is used once')
})

test('the doctor says of the gateway and of its engine that they work', async () => {
  expect(await typed(doctorCommand, [], { environment })).toEqual([
    '✓ gateway: can do its work',
    expect.stringMatching(/^✓ /),
    expect.stringMatching(/^✓ engine local: API 1\.\d+, (\d+) of \1 calls are let through, 42 operations can run$/),
  ])
})

test('a person reads why the agent may not restart by itself, and what would change it', async () => {
  await stage.make('asked')
  const name = stage.named('asked')
  await known(gateway, name)
  const asked = ['--source', 'devops-ai-agent', '--intent', 'restart the service', '--target', name]
  const lines = await typed(policyExplainCommand, asked, { environment })
  expect(lines).toMatchObject({ 0: `approve  container.restart of ${name}, asked for by devops-ai-agent` })
  for (const line of [
    '  policies: autonomy-approve',
    '  effects: interrupts it, it is the last healthy replica',
    '  - the approval of a person: then it is allowed',
    '  - this permit in a policy file: then it is allowed',
  ])
    expect(lines).toContain(line)
  expect(await stage.counter.starts('asked')).toBe(1)
})
