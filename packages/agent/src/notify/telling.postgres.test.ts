import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  configOf,
  firing,
  query,
  quiet,
  testAgent,
  testPostgres,
  tokens,
  waitFor,
  type TestAgent,
} from '../../test/agent.ts'
import { contain, facts, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { mailbox } from '../../test/smtp.ts'
import { webhook } from '../../test/webhook.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

/** Takes connections and never says a word. */
async function hangs(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(() => {})
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return { url: `http://127.0.0.1:${address.port}/`, [Symbol.asyncDispose]: async () => void server.close() }
}

const mailTo = (smtpUrl: string) => ({ smtpUrl, from: 'agent@ops.example', to: ['ada@ops.example', 'bob@ops.example'] })
const told = async (agent: TestAgent, id: string) =>
  (await agent.incident(id)).events.flatMap(({ event }) => (event.type === 'notified' ? [event] : []))
const act = (agent: TestAgent, id: string, action: string) =>
  fetch(`${agent.url}/incidents/${id}/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action }),
  })

test('a Slack that hangs and a webhook that is gone stop neither the mail nor the repair of others', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using slack = await hangs()
  await using box = await mailbox()
  const telling = {
    ...quiet,
    webhook: { url: 'http://127.0.0.1:1/', secret: 's' },
    slack: { url: slack.url },
    mail: mailTo(box.url),
  }
  await using agent = await testAgent(gateway, await postgres.fresh(), { telling })
  await agent.post([firing('nobody-knows')])
  const { id } = await agent.settled('escalated')
  await waitFor('the mail', async () => (box.mails.length > 0 ? true : null))
  await waitFor('the webhook to fail twice', async () =>
    (await told(agent, id)).filter(({ channel, delivered }) => channel === 'webhook' && !delivered).length >= 2
      ? true
      : null,
  )
  const [mail] = box.mails
  expect(mail?.messageId).toBe(`<${id}.escalated@ops.example>`)
  expect(mail?.text).toContain(`devops-ai acknowledge ${id}`)
  expect(await told(agent, id)).toContainEqual(
    expect.objectContaining({
      channel: 'mail',
      delivered: true,
      detail: expect.stringContaining('bob@ops.example') as string,
    }),
  )
  expect(JSON.stringify([agent.log, await agent.incident(id)])).not.toContain('127.0.0.1:1/')
  await agent.post([firing('db', { fingerprint: 'b'.repeat(16) })])
  await waitFor('the repair', async () => (gateway.ran() === 1 ? true : null))
})

test('it is told again until a person acknowledges, and the end once, in one thread', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.effect = (before) => before
  await using hook = await webhook()
  await using box = await mailbox()
  box.broken = true
  const telling = { ...quiet, webhook: hook, mail: mailTo(box.url), firstRepeatSeconds: 1, longestRepeatSeconds: 1 }
  const url = await postgres.fresh()
  await using agent = await testAgent(gateway, url, {
    telling,
    limits: { ...configOf(gateway).limits, ineffectiveChanges: 1, verifySeconds: 1 },
  })
  await agent.post([firing('db')])
  const { id } = await agent.settled('escalated')
  await waitFor('three tellings', async () => (hook.posted.length >= 3 ? true : null))
  expect(hook.posted.slice(0, 3).map(({ signed, key, body }) => [signed, key, body.message_id, body.repeat])).toEqual([
    [true, `${id}:escalated`, `${id}:escalated`, 0],
    [true, `${id}:escalated:repeat:1`, `${id}:escalated`, 1],
    [true, `${id}:escalated:repeat:2`, `${id}:escalated`, 2],
  ])
  expect(hook.posted[0]?.body).toMatchObject({
    kind: 'escalated',
    thread: id,
    operations: [
      { intent: 'restart the service', command: 'docker restart shop-db-1', undo: null, result: 'succeeded' },
    ],
    verification: { verdict: 'no_effect' },
    cost: { questions: 0 },
  })
  box.broken = false
  await waitFor('the mail that was refused before', async () => (box.mails.length > 0 ? true : null))
  expect((await act(agent, id, 'acknowledge')).status).toBe(200)
  // What was under way while it was acknowledged may still come; after two more sweeps nothing does.
  await waitFor('the list to be empty', async () => {
    const [row] = await query(url, 'select count(*)::int as listed from tellings')
    return JSON.stringify(row) === '{"listed":0}' ? true : null
  })
  const before = hook.posted.length
  contain(gateway, 'db', facts())
  await agent.post([{ ...firing('db'), status: 'resolved', endsAt: '2026-01-01T02:00:00.000Z' }])
  await agent.settled('resolved')
  await waitFor('the end by mail', async () => (box.mails.at(-1)?.subject?.includes('is over') ? true : null))
  await waitFor('the end by webhook', async () => (hook.posted.at(-1)?.body.kind === 'ended' ? true : null))
  expect(hook.posted.length).toBe(before + 1)
  expect([hook.posted.at(-1)?.body.message_id, hook.posted.at(-1)?.body.acknowledge]).toEqual([`${id}:resolved`, null])
  expect([box.mails.at(-1)?.inReplyTo, box.mails.at(-1)?.references]).toEqual([
    `<${id}.escalated@ops.example>`,
    `<${id}.escalated@ops.example>`,
  ])
})
