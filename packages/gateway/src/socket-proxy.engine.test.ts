import { hostname } from 'node:os'
import { ExecuteRequest } from '@devops-ai/contract'
import { kinds, type OperationKind, operations, renderCommand } from '@devops-ai/operations'
import { examples } from '../../operations/src/examples.ts'
import { dockerAt, importBusybox, removeLabelled, runContainer, testLabel } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { configured, started } from '../test/configured.ts'
import { type Proxy, proxyFor } from '../test/socket-proxy.ts'
import { swarmStage } from '../test/swarm-stage.ts'

const run = `proxy-${process.pid}`
const label = `${testLabel}=${run}`
const api = dockerAt(inject('engineSocket'))
beforeAll(async () => {
  const image = await importBusybox(api, { repo: run, tag: '1', label })
  await runContainer(api, {
    ...{ name: run, image, cmd: ['sh', '-c', "trap 'exit 0' TERM; echo hello; sleep 3600 & wait"] },
    labels: { [testLabel]: run, 'devops-ai.autonomy': 'auto' },
  })
})
afterAll(async () => {
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
})

let asked = 0
const asking = (intent: string, name = run): ExecuteRequest =>
  ExecuteRequest.parse({
    source_id: 'operator',
    request_id: `${run}-${(asked += 1)}`,
    target_resource: { name },
    action_request: { intent },
  })

/** In an order in which each of them makes sense, with what it is done to. */
const changes: readonly (readonly [OperationKind, string])[] = [
  ['container.restart', 'web'],
  ['container.pause', 'web'],
  ['container.unpause', 'web'],
  ['container.update', 'web'],
  ['network.disconnect', 'web'],
  ['network.connect', 'web'],
  ['container.kill', 'web'],
  ['container.stop', 'web'],
  ['container.start', 'web'],
  ['container.remove', 'job'],
  ['service.scale', 'shop_api'],
  ['service.force-update', 'shop_api'],
  ['service.rollback', 'shop_api'],
]

test(
  'behind a proxy with the calls of "auto" every operation works, and nothing else is ever called',
  { timeout: 240_000 },
  async () => {
    let proxy: Proxy | undefined
    await using stage = await swarmStage(async (socketPath) => (proxy = await proxyFor('auto', socketPath)))
    const names = { container: 'web', network: 'backend', volume: 'data', image: stage.image, service: 'shop_api' }
    const more = { node: hostname(), stack: 'shop', fleet: 'web' }
    const looks = kinds.flatMap((kind) => {
      const { access, about } = operations[kind]
      return access === 'read' ? [[kind, { ...names, ...more }[about]] as const] : []
    })
    for (const [kind, name] of [...looks, ...changes]) {
      await stage.untilSettled()
      const request = asking(renderCommand(examples[kind], name), name)
      expect([kind, await stage.gateway.operator.execute(request)]).toMatchObject([
        kind,
        { body: { overall_status: 'success', execution_details: { operation: { kind } } } },
      ])
    }
    expect([...looks, ...changes].map(([kind]) => kind).toSorted()).toEqual(kinds.toSorted())
    expect(await stage.gateway.operator.engines()).toMatchObject({
      body: { engines: [{ answers: true, forbidden: [] }] },
    })
    expect(proxy?.refused).toEqual([])
  },
)

test('behind a proxy with the calls of "observe" it looks, says what a change lacks, and the container is left alone', async () => {
  await using proxy = await proxyFor('observe', inject('engineSocket'))
  await using folder = await configured({ engineUrl: proxy.url, onlyLabel: label })
  await using gateway = await started(folder)
  expect(await gateway.operator.execute(asking('show recent logs'))).toMatchObject({
    body: { overall_status: 'success' },
  })
  expect(await gateway.operator.execute(asking('restart the service'))).toMatchObject({
    body: {
      overall_status: 'failure',
      execution_details: { execution_result: { stderr: expect.stringContaining('Forbidden by the proxy') } },
    },
  })
  const report = await gateway.operator.engines()
  expect(report).toMatchObject({
    body: { engines: [{ answers: true, forbidden: expect.arrayContaining(changes.map(([kind]) => kind)) }] },
  })
  if (report.kind === 'answer') expect(report.body.engines[0]?.forbidden).toHaveLength(changes.length)
})
