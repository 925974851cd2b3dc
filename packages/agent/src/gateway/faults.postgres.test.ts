import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firing, testAgent, testPostgres } from '../../test/agent.ts'
import { gatewayProxy, type FaultName, type GatewayProxy } from '../../test/gateway-proxy.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const limits = { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 5, waitSeconds: 60, lookAgainSeconds: 1 }
const quickly = ['closes the connection', 'runs it and loses the answer', 'answers 502 with a page'] as const
const lazily = ['never answers', 'answers slowly'] as const
const garbage = [
  'answers 200 with a page',
  'answers half of a JSON text',
  'answers JSON of another form',
  'answers 200 with nothing',
] as const

/** One alert, and what became of it and why. `ran` counts effects, `sent` the different bytes that asked for one. */
async function story(meets: GatewayProxy['meets'], phase: string, operationDeadlineSeconds: number) {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using proxy = await gatewayProxy(gateway.url, meets)
  const client = { url: proxy.url, timeoutSeconds: 2 }
  await using agent = await testAgent(gateway, await postgres.fresh(), { operationDeadlineSeconds, limits }, { client })
  await agent.post([firing('db')])
  const { events, verification } = await agent.settled(phase)
  const reasons = events.flatMap(({ event }) => (event.type === 'escalated' ? [event.reason] : []))
  return { ran: gateway.ran(), sent: new Set(gateway.changes.map(({ body }) => body)).size, reasons, verification }
}

describe('a gateway that, asked for a change,', () => {
  test.for([...quickly, ...lazily])('%s, twice, is sent the same bytes again: one effect', async (fault) => {
    const meets = (kind: string, tries: number): FaultName => (kind === 'change' && tries <= 2 ? fault : 'none')
    const { ran, sent, verification } = await story(meets, 'resolved', 60)
    expect([ran, sent, verification]).toEqual([1, 1, 'fixed'])
  })

  test.for([...quickly, 'never answers'] as const)('%s, for ever, is told with what is not known', async (fault) => {
    const { ran, sent, reasons } = await story((kind) => (kind === 'change' ? fault : 'none'), 'escalated', 4)
    expect([ran, sent <= 1]).toEqual([fault === 'runs it and loses the answer' ? 1 : 0, true])
    expect(reasons).toEqual([expect.stringMatching(/^The gateway does not answer: .*whether it ran is not known$/)])
  })

  test.for(garbage)('%s, is told with what is not known, and not asked again', async (fault) => {
    const { ran, reasons } = await story((kind) => (kind === 'change' ? fault : 'none'), 'escalated', 60)
    expect(ran).toBe(0)
    expect(reasons).toEqual([
      expect.stringMatching(/^The gateway answered what the contract does not know: [^]*whether it ran is not known$/),
    ])
  })
})

describe('a gateway that, asked for evidence,', () => {
  test.for(['closes the connection', 'answers 502 with a page', 'never answers'] as const)(
    '%s, for a while, is asked again, and the repair goes on',
    async (fault) => {
      const { ran, verification } = await story(
        (kind, tries) => (kind === 'read' && tries <= 3 ? fault : 'none'),
        'resolved',
        60,
      )
      expect([ran, verification]).toEqual([1, 'fixed'])
    },
  )

  test.for(garbage)('%s, is told as what it is', async (fault) => {
    const { ran, reasons } = await story((kind) => (kind === 'read' ? fault : 'none'), 'escalated', 60)
    expect([ran, reasons]).toEqual([0, [expect.stringContaining('a body that the contract does not know')]])
  })
})

test.for(['closes the connection', 'never answers', 'answers 200 with a page'] as const)(
  'a gateway that %s, whatever it is asked, is told as silent, and nothing else is claimed',
  async (fault) => {
    const { ran, sent, reasons } = await story(() => fault, 'escalated', 3)
    expect([ran, sent, reasons]).toEqual([0, 0, [expect.stringContaining('the gateway does not say what there is')]])
  },
)
