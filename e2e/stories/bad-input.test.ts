import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

let world: World
let web: { id: string; name: string }
beforeAll(async () => {
  world = await startWorld()
  web = await world.service('web', { autonomy: 'auto' })
  await world.service('db', { autonomy: 'auto' })
  // Two containers of one service: for all but a restart, which takes them in turn, its name is ambiguous.
  await world.service('twin', { autonomy: 'auto' })
  await world.service('twin2', { autonomy: 'auto', labels: { 'com.docker.compose.service': 'twin' } })
})
afterAll(() => world[Symbol.asyncDispose]())

interface Ask {
  readonly intent?: unknown
  readonly target?: unknown
  readonly source?: string
  readonly token?: string
  readonly body?: string
  readonly more?: object
}

async function ask({ intent = 'restart the service', target = 'web', source = 'operator', token, body, more }: Ask) {
  const response = await fetch(`${world.both.gatewayUrl}/execute-docker-command`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? world.both.tokens.operator}`, 'content-type': 'application/json' },
    body:
      body ??
      JSON.stringify({
        source_id: source,
        request_id: randomUUID(),
        target_resource: { name: target },
        action_request: { intent },
        ...more,
      }),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    problem: JSON.parse(await response.text()),
  }
}

test.for([
  ['an empty intent', { intent: '   ' }, 400, /intent/],
  ['an intent of 3,000 characters', { intent: 'restart '.repeat(375) }, 400, /2000|2,000/],
  ['a body of 1 MB', { body: JSON.stringify({ junk: 'x'.repeat(1_000_000) }) }, 413, /\S/],
  ['invalid JSON', { body: '{"source_id": "operator", ' }, 400, /JSON/i],
  ['an unknown field', { more: { shell: true } }, 400, /shell/],
  ['an unknown service', { target: 'nowhere' }, 404, /nowhere/],
  ['an ambiguous name', { target: 'twin', intent: 'stop the service' }, 400, /twin/],
  ['a wrong token', { token: 'wrong' }, 401, /token/i],
  ['a body naming another source', { source: 'devops-ai-agent' }, 403, /devops-ai-agent/],
  ['another target in the intent', { intent: 'restart the db service' }, 400, /db/],
  ['two operations in one sentence', { intent: 'stop the service and show the logs' }, 400, /\S/],
  ['a semicolon', { intent: 'restart the service; rm -rf /' }, 400, /\S/],
  ['two ampersands', { intent: 'docker restart web && docker stop web' }, 400, /\S/],
  ['a substitution', { intent: 'restart $(docker ps -q)' }, 400, /\S/],
  ['a newline', { intent: 'restart the service\ndocker rm -f web' }, 400, /\S/],
  ['a negation', { intent: 'do not restart the service' }, 400, /\S/],
  ['a container made with a host mount', { intent: 'docker run -v /:/h busybox rm -rf /h' }, 403, /run/],
  ['a name that is a flag', { target: '--privileged' }, 400, /\S/],
  ['a name that is a path', { target: '../etc' }, 400, /\S/],
] as const)('%s is refused with a sentence, and nothing runs', async ([, what, status, sentence]) => {
  const answer = await ask(what)
  expect(answer).toMatchObject({ status })
  expect(answer.type).toContain('application/problem+json')
  expect(answer.problem).toMatchObject({
    status,
    code: expect.stringMatching(/^[a-z_]+$/),
    detail: expect.stringMatching(sentence),
  })
  expect(world.recorder.of(web.name, 'restart')).toHaveLength(0)
  expect(world.recorder.of(web.name, 'stop')).toHaveLength(0)
})

test('the ambiguous name comes with its candidates', async () => {
  const { problem } = await ask({ target: 'twin', intent: 'stop the service' })
  expect(problem.candidates).toEqual(
    expect.arrayContaining([expect.stringContaining('twin-'), expect.stringContaining('twin2-')]),
  )
})

test('the same id for another request is a conflict, and for the same one the stored answer', async () => {
  const request_id = randomUUID()
  const first = await ask({ more: { request_id } })
  const again = await ask({ more: { request_id } })
  const other = await ask({ intent: 'pause the service', more: { request_id } })
  expect([first.status, again.status, other.status]).toEqual([200, 200, 409])
  expect(again.problem.journal).toEqual(first.problem.journal)
  expect(world.recorder.of(web.name, 'restart')).toHaveLength(1)
})
