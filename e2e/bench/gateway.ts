import { Client } from 'undici'
import { untilHealth } from '@devops-ai/testkit'
import { percentile } from './percentile.ts'
import { startStage } from './stage.ts'

interface GatewayFigures {
  readonly overhead_p50_ms: number
  readonly overhead_p99_ms: number
  readonly gateway_p50_ms: number
  readonly direct_p50_ms: number
  readonly requests: number
}

/**
 * "check if service is healthy" through the gateway, words to answer, against the same Engine call made directly: one
 * connection each, one request at a time, taking turns in one run.
 */
export async function benchGateway(requests: number, say: (text: string) => void): Promise<GatewayFigures> {
  await using stage = await startStage(say)
  const id = await stage.container('bench')
  await untilHealth(stage.api, id, 'healthy', 20_000)
  await using connections = new AsyncDisposableStack()
  const connect = (origin: string, socketPath?: string): Client =>
    connections.adopt(new Client(origin, socketPath === undefined ? {} : { socketPath }), (client) => client.close())
  const engine = connect('http://engine', stage.socketPath)
  const gateway = connect(stage.both.gatewayUrl)

  const direct = async (): Promise<void> => {
    const answer = await engine.request({ method: 'GET', path: `/v1.41/containers/${id}/json` })
    await answer.body.json()
  }
  const headers = { authorization: `Bearer ${stage.both.tokens.operator}`, 'content-type': 'application/json' }
  const body = JSON.stringify({
    source_id: 'operator',
    target_resource: { name: 'bench' },
    action_request: { intent: 'check if service is healthy' },
  })
  const through = async (): Promise<void> => {
    const answer = await gateway.request({ method: 'POST', path: '/execute-docker-command', headers, body })
    if (answer.statusCode !== 200)
      throw new Error(`the gateway answered ${answer.statusCode}: ${await answer.body.text()}`)
    await answer.body.json()
  }

  const times = { direct: new Array<number>(), through: new Array<number>() }
  const warmUp = Math.min(200, requests)
  for (let round = -warmUp; round < requests; round += 1) {
    const [one, other] = [await timed(direct), await timed(through)]
    if (round < 0) continue
    times.direct.push(one)
    times.through.push(other)
    if ((round + 1) % 250 === 0) say(`${round + 1}/${requests}`)
  }
  const [direct50, through50] = [percentile(times.direct, 0.5), percentile(times.through, 0.5)]
  return {
    overhead_p50_ms: rounded(through50 - direct50),
    overhead_p99_ms: rounded(percentile(times.through, 0.99) - percentile(times.direct, 0.99)),
    gateway_p50_ms: through50,
    direct_p50_ms: direct50,
    requests,
  }
}

async function timed(what: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await what()
  return performance.now() - begun
}

const rounded = (value: number): number => Math.round(value * 100) / 100
