import type { ApprovalId, IncidentDetail, IncidentEvent } from '@devops-ai/contract'
import { until } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const typesOf = ({ events }: IncidentDetail): readonly IncidentEvent['type'][] => events.map(({ event }) => event.type)

/** A container that hangs and may only be changed when a person says so, and the question about it. */
async function guarded(name: string) {
  const container = await world.service(name, { autonomy: 'approve' })
  await world.hang(container.id)
  const incident = await world.both.untilIncident(
    `an incident on ${container.name} that waits for an approval`,
    ({ target, waiting }) => target?.name === container.name && (waiting?.for.startsWith('approval ') ?? false),
    60_000,
  )
  const approval = await until(
    async () => {
      const reply = await world.both.gateway.approvals()
      return reply.kind === 'answer'
        ? reply.body.approvals.find(({ targets }) => targets.some((target) => target.name === container.name))
        : undefined
    },
    { what: `the question about ${container.name}`, deadlineMs: 60_000 },
  )
  expect(incident.waiting?.for).toBe(`approval ${approval.id}`)
  return { ...container, incident: incident.id, approval: approval.id }
}

const decide = async (id: ApprovalId, verdict: 'approve' | 'reject', reason: string): Promise<void> =>
  expect(await world.both.gateway.decide(id, { verdict, reason })).toMatchObject({ kind: 'answer' })

const settled = (id: string, phase: string) =>
  world.both.untilIncident(`the incident ${id} to be ${phase}`, (one) => one.id === id && one.phase === phase, 60_000)

test('what is approved while the agent is killed is found out at its start, and it ran exactly once', async () => {
  const { incident: id, approval, name } = await guarded('killed')
  world.both.process('agent').kill('SIGKILL')
  expect(await world.both.process('agent').exited).toMatchObject({ signal: 'SIGKILL' })
  await decide(approval, 'approve', 'go on')
  await world.both.start('agent')

  const incident = await settled(id, 'resolved')
  expect(incident).toMatchObject({ verification: 'fixed', changes: 1 })
  expect(incident.events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'approval_granted', approval_id: approval, by: 'operator', detail: 'go on' }),
  )
  expect(typesOf(incident).filter((type) => type.startsWith('approval_'))).toEqual([
    'approval_awaited',
    'approval_granted',
  ])
  expect(typesOf(incident).filter((type) => type === 'operation_requested')).toHaveLength(1)
  expect(await world.starts('killed')).toBe(2)
  expect(world.recorder.of(name, 'restart')).toHaveLength(1)
})

test('what a person rejects ends the plan: nothing is changed and nothing is asked again', async () => {
  const { incident: id, approval, name } = await guarded('rejected')
  await decide(approval, 'reject', 'not in office hours')
  const incident = await settled(id, 'escalated')
  expect(incident.events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'approval_rejected', by: 'operator', detail: 'not in office hours' }),
  )
  expect(typesOf(incident).filter((type) => type === 'operation_requested')).toHaveLength(1)
  expect(await world.starts('rejected')).toBe(1)
  expect(world.recorder.of(name, 'restart')).toHaveLength(0)
})
