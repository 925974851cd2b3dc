import { IncidentDetail, IncidentSummary } from '@devops-ai/contract'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { incidentCommand, incidentsCommand, row } from './incidents.ts'
import { events } from './testing/events.ts'
import { typed } from './testing/terminal.ts'

beforeAll(() => void vi.stubEnv('FORCE_COLOR', '0'))
afterAll(() => void vi.unstubAllEnvs())

const id = '0190aaaa-0000-4000-8000-000000000000'
const summary = IncidentSummary.parse({
  id,
  phase: 'escalated',
  target: events.opened.target,
  name: 'checkout',
  title: 'ContainerUnhealthy on checkout',
  severity: 'critical',
  cause: 'process_hung',
  waiting: null,
  verification: null,
  changes: 0,
  opened_at: '2026-01-01T00:00:00.000Z',
  ended_at: null,
})
const at = '2026-01-01T00:00:00.000Z'
const detail = IncidentDetail.parse({
  ...summary,
  events: Object.values(events).map((event, index) => ({ sequence: index + 1, at, event })),
})

/** An agent that answers each path as told; the environment of a person who is connected to it. */
async function connected(status: number, body: unknown) {
  const asked: Pick<IncomingMessage, 'url' | 'headers'>[] = []
  const server = createServer(({ url, headers }, response) => {
    asked.push({ url, headers })
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  const environment = {
    DEVOPS_AI_AGENT_URL: `http://127.0.0.1:${address.port}`,
    DEVOPS_AI_GATEWAY_URL: 'http://127.0.0.1:1',
    DEVOPS_AI_TOKEN: 'the-token',
    DEVOPS_AI_JOURNAL_PATH: '/nowhere',
  }
  return { asked, environment }
}

test('incidents are listed, one a line, asked with the own token', async () => {
  const { asked, environment } = await connected(200, { incidents: [summary] })
  const lines = await typed(incidentsCommand, [], { environment })
  expect(lines).toEqual([
    expect.stringMatching(new RegExp(`^${id}  escalated .*checkout-1 .*process_hung .*on checkout$`)),
  ])
  expect(asked).toMatchObject([{ url: '/incidents', headers: { authorization: 'Bearer the-token' } }])
})

test('no incidents are said to people, and to programs by no line', async () => {
  const { environment } = await connected(200, { incidents: [] })
  expect(await typed(incidentsCommand, [], { environment })).toEqual([expect.stringMatching(/^No incidents/)])
  expect(await typed(incidentsCommand, ['--json'], { environment })).toEqual([])
})

test('as JSON, a line is an incident', async () => {
  const { environment } = await connected(200, { incidents: [summary] })
  const [line] = await typed(incidentsCommand, ['--json'], { environment })
  expect(JSON.parse(line ?? '')).toEqual(summary)
})

test('one incident is told as a story, or given whole as JSON', async () => {
  const { asked, environment } = await connected(200, detail)
  const lines = await typed(incidentCommand, [id], { environment })
  expect(lines[0]).toContain(id)
  expect(lines.join('\n')).toContain('closed by anna')
  const [line] = await typed(incidentCommand, [id, '--json'], { environment })
  expect(JSON.parse(line ?? '')).toEqual(detail)
  expect(asked.map(({ url }) => url)).toEqual([`/incidents/${id}`, `/incidents/${id}`])
})

test('an id is one part of a path, whatever it holds', async () => {
  const { asked, environment } = await connected(404, { detail: 'no such incident' })
  await expect(typed(incidentCommand, ['../health?x'], { environment })).rejects.toThrow('no such incident')
  expect(asked.map(({ url }) => url)).toEqual(['/incidents/..%2Fhealth%3Fx'])
})

test.for([
  ['a refusal is its own sentence', 401, { detail: 'the token is not known' }, 'the token is not known'],
  ['a refusal without one is its status', 502, '<html>', 'the agent answered 502 at /incidents'],
  ['an answer of another kind is said', 200, { incidents: 'none' }, 'in a form that this command does not know'],
  ['half an answer is said', 200, '{"incidents":', 'in a form that this command does not know'],
] as const)('%s', async ([, status, body, sentence]) => {
  const { environment } = await connected(status, body)
  await expect(typed(incidentsCommand, [], { environment })).rejects.toThrow(sentence)
})

test('what others wrote stays one harmless line of the list', () => {
  const evil = '\u001b[2J\u009b31mx\r\nresolved\u202e'
  const line = row({ ...summary, target: null, name: evil, title: evil })
  expect(line).not.toMatch(/[\p{Cc}\u202e]/u)
})

test('an incident of a group says which, and what is suspected', () => {
  const group = { id, root: id, root_name: 'db-1', depends: true }
  expect(row(IncidentSummary.parse({ ...summary, group }))).toMatch(/on checkout {2}\(group 0190aaaa, root db-1\)$/)
})
