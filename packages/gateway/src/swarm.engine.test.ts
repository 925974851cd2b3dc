import { randomUUID } from 'node:crypto'
import { ExecuteRequest } from '@devops-ai/contract'
import { afterAll, expect, test } from 'vitest'
import { swarmStage } from '../test/swarm-stage.ts'

const stage = await swarmStage()
const { gateway, service, untilSettled } = stage
afterAll(() => stage[Symbol.asyncDispose]())

const asking = (intent: string, action: object = {}, request_id: string = randomUUID()): ExecuteRequest =>
  ExecuteRequest.parse({
    source_id: 'operator',
    request_id,
    target_resource: { name: 'shop_api' },
    action_request: { intent, ...action },
  })

test.each([
  ['restart the service', 'service.force-update', 'docker service update --force shop_api', { replicas: 2, forced: 1 }],
  ['scale it to 3 replicas', 'service.scale', 'docker service scale shop_api=3', { replicas: 3, forced: 1 }],
  ['roll back the service', 'service.rollback', 'docker service rollback shop_api', { replicas: 2, forced: 1 }],
] as const)('"%s" of a Swarm service is %s, foreseen, once, on record', async (intent, kind, command, after) => {
  await untilSettled()
  const before = await service()
  expect(await gateway.operator.execute(asking(intent, { dry_run: true }))).toMatchObject({
    body: { overall_status: 'preview', execution_details: { command, operation: { kind } }, journal: null },
  })
  expect(await service()).toEqual(before)
  const request = asking(intent)
  const reply = await gateway.operator.execute(request)
  expect(reply).toMatchObject({
    body: {
      overall_status: 'success',
      execution_details: { command, operation: { kind }, targets: [{ object: 'service', name: 'shop_api' }] },
      journal: { sequence: expect.any(Number) },
    },
  })
  await untilSettled()
  expect(await service()).toMatchObject(after)
  const { version } = await service()
  expect(await gateway.operator.execute(request)).toEqual(reply)
  expect((await service()).version).toBe(version)
})
