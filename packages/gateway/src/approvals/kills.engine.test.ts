import { afterAll, expect, inject, test } from 'vitest'
import { approvalsStage, idOf, known, question, untilState, wish } from '../../test/approvals-stage.ts'
import { type Configured, configured, started, type StartedGateway } from '../../test/configured.ts'

const stage = await approvalsStage(inject('engineSocket'))
afterAll(() => stage[Symbol.asyncDispose]())
const configuration = (): Promise<Configured> =>
  configured({ engineUrl: `unix://${inject('engineSocket')}`, onlyLabel: stage.label })

const approvalsOf = async (gateway: StartedGateway) => {
  const reply = await gateway.approver.approvals()
  return reply.kind === 'answer' ? reply.body.approvals : expect.fail(JSON.stringify(reply))
}

test.for([
  ['before the question is on disk: nothing happened, the repeat asks', 'before question', 'asked'],
  ['after the question, before its answer: the repeat gets the same question', 'after question', 'asked'],
  ['before the word of a person is on disk: the question waits', 'before verdict', 'waiting'],
  ['after the word, before anything else: it runs at the next start', 'after verdict', 'done'],
  ['before the intent: it runs at the next start', 'before intent', 'done'],
  ['after the intent: the recovery runs it', 'after intent', 'done'],
  ['while the engine is stopping it: what lands is found', 'stopping', 'done'],
  ['before the outcome is on disk: what happened is found', 'before outcome', 'done'],
] as const)('killed %s; one question, one effect', async ([, failpoint, afterwards]) => {
  const name = failpoint.replaceAll(' ', '-')
  await stage.make(name)
  await using files = await configuration()
  const request = wish(stage.named(name))
  await using doomed = await started(files, failpoint)
  await known(doomed, stage.named(name))
  if (afterwards === 'asked') expect(await doomed.agent.execute(request)).toMatchObject({ kind: 'unreachable' })
  else
    expect(await doomed.approver.decide(await question(doomed, request), { verdict: 'approve' })).toMatchObject({
      kind: 'unreachable',
    })
  expect(await doomed.process.exited).toEqual({ code: null, signal: 'SIGKILL' })

  await using gateway = await started(files)
  await known(gateway, stage.named(name))
  if (failpoint === 'before question')
    expect(await gateway.agent.operation(idOf(request))).toMatchObject({ status: 404 })
  if (afterwards !== 'done') {
    const id = await question(gateway, request)
    expect(await question(gateway, request)).toBe(id)
    expect(await stage.counter.starts(name)).toBe(1)
    expect(await approvalsOf(gateway)).toMatchObject([{ id, state: 'waiting', request_id: idOf(request) }])
    expect(await gateway.approver.decide(id, { verdict: 'approve' })).toMatchObject({
      body: { approval: { state: 'approved' }, answer: { request_id: idOf(request), overall_status: 'success' } },
    })
  }
  await untilState(gateway, request, 'done')
  expect(await gateway.agent.execute(request)).toMatchObject({ body: { overall_status: 'success' } })
  expect(await approvalsOf(gateway)).toMatchObject([{ state: 'approved', decided_by: 'approver' }])
  expect(await stage.counter.starts(name)).toBe(2)
})
