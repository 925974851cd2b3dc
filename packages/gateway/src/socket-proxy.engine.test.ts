import { createServer, request as httpRequest, type Server } from 'node:http'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { ExecuteRequest } from '@devops-ai/contract'
import { allCalls } from '@devops-ai/engine'
import { operations } from '@devops-ai/operations'
import { dockerAt, importBusybox, removeLabelled, runContainer, testLabel } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { configured, started } from '../test/configured.ts'

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

/** The calls of the guide for a level of autonomy, as a proxy is told them. */
const calls = [...allCalls()].map(([shape, { kinds }]) => ({
  isChange: kinds.length > 0 && kinds.every((kind) => operations[kind].access === 'change'),
  pattern: new RegExp(
    `^${shape
      .replace(' /', ' (?:/v1\\.\\d+)?/')
      .replaceAll(/\{id\}/g, '[A-Za-z0-9_.:%-]+')
      .replaceAll(/\{network\}/g, '[0-9a-f]{64}')}$`,
  ),
}))

interface Proxy extends AsyncDisposable {
  readonly url: string
  readonly refused: string[]
}

/** A socket proxy that lets just these calls through, and answers 403 to all others. */
async function proxyFor(level: 'observe' | 'auto'): Promise<Proxy> {
  const refused: string[] = []
  const allowed = calls.filter(({ isChange }) => level === 'auto' || !isChange)
  const server: Server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming
    const call = `${method} ${url.split('?')[0]}`
    if (!allowed.some(({ pattern }) => pattern.test(call))) {
      refused.push(call)
      answer.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden by the proxy')
      return
    }
    const to = { socketPath: inject('engineSocket'), agent: false, method, path: url, headers } as const
    const onward = httpRequest(to, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    // In one piece: an engine that refuses early ends the connection while a second one is still on its way.
    void buffer(incoming).then((body) => onward.end(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    refused,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

let asked = 0
const asking = (intent: string): ExecuteRequest =>
  ExecuteRequest.parse({
    source_id: 'operator',
    request_id: `${run}-${(asked += 1)}`,
    target_resource: { name: run },
    action_request: { intent },
  })

test('behind a proxy with the calls of "auto" everything works, and nothing else is ever called', async () => {
  await using proxy = await proxyFor('auto')
  await using folder = await configured({ engineUrl: proxy.url, onlyLabel: label })
  await using gateway = await started(folder)
  for (const intent of [
    'check if service is healthy',
    'show recent logs',
    'list all containers',
    'docker images',
    'docker network ls',
  ])
    expect(await gateway.operator.execute(asking(intent))).toMatchObject({ body: { overall_status: 'success' } })
  expect(await gateway.operator.execute(asking('restart the service'))).toMatchObject({
    body: { overall_status: 'success' },
  })
  const report = await gateway.operator.engines()
  expect(proxy.refused).toEqual([])
  expect(report).toMatchObject({ body: { engines: [{ answers: true, forbidden: [] }] } })
})

test('behind a proxy with the calls of "observe" it looks, says what a change lacks, and the container is left alone', async () => {
  await using proxy = await proxyFor('observe')
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
    body: { engines: [{ answers: true, forbidden: expect.arrayContaining(['container.restart', 'service.scale']) }] },
  })
  const changes = Object.entries(operations).filter(([, { access }]) => access === 'change')
  if (report.kind === 'answer') expect(report.body.engines[0]?.forbidden).toHaveLength(changes.length)
})
