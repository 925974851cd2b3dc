import {
  ContainerId,
  EngineName,
  ExecuteAnswer,
  ExecuteRequest,
  instant,
  problemOf,
  RequestId,
  Sha256,
  problemStatus,
  type HealthFacts,
  type Refusal,
  type TargetInfo,
  type Undo,
} from '@devops-ai/contract'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { questions, type Questions } from './questions.ts'

/** What the scripted gateway does with a change instead of running it. */
export type Script = (request: ExecuteRequest, tries: number) => Met | Promise<Met>
type Met = Refusal | 'hang up' | 'hang' | 'unknown' | 'never known' | 'ask' | 'nonsense' | null

export interface ScriptedGateway extends AsyncDisposable {
  readonly url: string
  readonly token: string
  /** People by their token: who each is, and with which roles. */
  readonly people: Map<string, { readonly source_id: string; readonly roles: readonly string[] }>
  /** Containers by their full id; a test changes them at will. */
  readonly containers: Map<string, { info: TargetInfo; facts: HealthFacts; logs: string[] }>
  /** Bodies of changes as they came, byte for byte, and when. */
  readonly changes: { readonly body: string; readonly at: number }[]
  readonly reads: string[]
  /** How many changes ran: one for each id. */
  readonly ran: () => number
  /** What a change meets before it may run. */
  script: Script
  /** What running a change does to the container. */
  effect: (facts: HealthFacts, kind: string) => HealthFacts
  /** What takes a change back, by its kind. */
  undoOf: (kind: string) => Undo | null
  /** What was put before a person, one question for each request that the script answered with `ask`. */
  readonly questions: Questions
  /** Answers the question that waits; `approved` runs it. */
  decide(...verdict: Parameters<Questions['decide']>): void
  /** What a change waits for before it takes effect. */
  working: (target: TargetInfo) => Promise<void>
  /** While true nobody is let in. */
  silent: boolean
}

export const engine = EngineName.parse('local')
export const idOf = (name: string): ContainerId =>
  ContainerId.parse(Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64))

export const facts = (more: Partial<HealthFacts> = {}): HealthFacts => ({
  verdict: 'healthy',
  status: 'running',
  health: 'healthy',
  failing_streak: 0,
  probes: [],
  exit_code: 0,
  error: '',
  oom_killed: false,
  restart_count: 0,
  restart_policy: 'no',
  started_at: '2026-01-01T00:00:00.000Z',
  finished_at: null,
  uptime_seconds: 3_600,
  stopped_by: 'not_stopped',
  memory_limit_bytes: null,
  health_check: 'wget localhost',
  created_at: '2025-12-01T00:00:00.000Z',
  configured_at: null,
  starts: [],
  ...more,
})

export const unhealthy = (more: Partial<HealthFacts> = {}): HealthFacts =>
  facts({
    verdict: 'unhealthy',
    health: 'unhealthy',
    failing_streak: 3,
    probes: [{ at: '2026-01-01T01:00:00.000Z', exit_code: 1, output: 'timed out' }],
    ...more,
  })

export const restarted = (before: HealthFacts): HealthFacts =>
  facts({ started_at: instant(new Date()), restart_count: before.restart_count, uptime_seconds: 0 })

const info = (name: string, more: Partial<TargetInfo>): TargetInfo => ({
  engine,
  id: idOf(name),
  name: `shop-${name}-1`,
  service: name,
  project: 'shop',
  aliases: [],
  status: 'running',
  health: 'healthy',
  image: 'busybox',
  labels: {},
  autonomy: 'auto',
  protected: false,
  depends_on: [],
  network_of: null,
  created_at: null,
  ...more,
})

/** A gateway that speaks the contract and runs nothing, for tests of the agent alone. */
export async function scriptedGateway(): Promise<ScriptedGateway> {
  const outcomes = new Map<string, ExecuteAnswer>()
  const tries = new Map<string, number>()
  const asked = new Map<string, ExecuteRequest>()
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the scripted gateway')
  const gateway: ScriptedGateway = {
    url: `http://127.0.0.1:${address.port}`,
    token: 'gateway-token',
    people: new Map([['ada-token', { source_id: 'ada', roles: ['operator', 'approver'] }]]),
    containers: new Map(),
    changes: [],
    reads: [],
    ran: () => outcomes.size,
    script: () => null,
    effect: restarted,
    working: () => Promise.resolve(),
    undoOf: () => null,
    questions: questions(),
    decide(...verdict) {
      const id = gateway.questions.decide(...verdict)
      const request = asked.get(id)
      if (verdict[0] === 'approved' && request) run(request, true)
    },
    silent: false,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }

  /** Does what was asked, and remembers its answer. */
  const run = (request: ExecuteRequest, approved = false): ExecuteAnswer | null => {
    const found = foundBy(request)
    if (!found) return null
    const kind = kindOf(request)
    found.facts = gateway.effect(found.facts, kind)
    const answer = answerOf(request, found.info, kind, {}, { undo: gateway.undoOf(kind), approved })
    outcomes.set(request.request_id ?? '', answer)
    return answer
  }
  const foundBy = ({ target_resource: { name } }: ExecuteRequest) =>
    [...gateway.containers.values()].find(({ info }) => info.name === name)

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    if (gateway.silent) return void request.socket.destroy()
    const send = (status: number, body: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const refuse = (refusal: Refusal): void => {
      if (refusal.retryAfterSeconds !== undefined) response.setHeader('retry-after', refusal.retryAfterSeconds)
      send(problemStatus[refusal.code], problemOf(refusal))
    }
    if (request.url === '/health') return send(200, { status: 'success' })
    const person = gateway.people.get(request.headers.authorization?.slice('Bearer '.length) ?? '')
    if (request.url === '/whoami' && person) return send(200, { ...person, kind: 'person' })
    if (request.headers.authorization !== `Bearer ${gateway.token}`)
      return refuse({ ok: false, code: 'unauthenticated', detail: 'a wrong token' })
    if (request.url === '/whoami') return send(200, { source_id: 'devops-ai-agent', kind: 'service', roles: [] })
    if (request.url === '/targets')
      return send(200, {
        targets: [...gateway.containers.values()].map((one) => one.info),
        as_of: instant(new Date()),
        stale_engines: [],
      })
    if (request.url?.startsWith('/operations/')) {
      const id = request.url.slice('/operations/'.length)
      const answer = outcomes.get(id)
      const state = answer ? { state: 'done', request_id: id, answer } : gateway.questions.stateOf(id)
      return state ? send(200, state) : refuse({ ok: false, code: 'unknown_operation', detail: 'never heard of it' })
    }
    if (request.url === '/approvals') return send(200, { approvals: gateway.questions.list })
    const wish = ExecuteRequest.parse(JSON.parse(body))
    const found = foundBy(wish)
    const kind = kindOf(wish)
    if (!found)
      return refuse({ ok: false, code: 'unknown_target', detail: `there is no "${wish.target_resource.name}"` })
    if (kind === 'container.health' || kind === 'container.logs') {
      gateway.reads.push(wish.action_request.intent)
      const data =
        kind === 'container.health'
          ? found.facts
          : { lines: found.logs.map((text) => ({ stream: 'stdout', text })), truncated: false }
      return send(200, answerOf(wish, found.info, kind, data))
    }
    gateway.changes.push({ body, at: performance.now() })
    const id = wish.request_id ?? ''
    asked.set(id, wish)
    const count = (tries.get(id) ?? 0) + 1
    tries.set(id, count)
    const known = outcomes.get(id)
    if (known) return send(200, known)
    await gateway.working(found.info)
    const met = await gateway.script(wish, count)
    if (met === 'hang up') return void request.socket.destroy()
    if (met === 'hang') return
    if (met === 'nonsense') return void response.writeHead(418).end('<h1>short and stout</h1>')
    if (met === 'ask') return send(200, gateway.questions.ask(wish, answerOf(wish, found.info, kind, {})))
    if (met === 'never known') return send(200, { ...answerOf(wish, found.info, kind, {}), overall_status: 'unknown' })
    if (met !== null && met !== 'unknown') return refuse(met)
    const answer = run(wish)
    if (met === 'unknown') return send(200, { ...answer, overall_status: 'unknown' })
    send(200, answer)
  }
  return gateway
}

const kindOf = ({ action_request }: ExecuteRequest): string => action_request.expected_operations?.[0] ?? 'none'

function answerOf(
  asked: ExecuteRequest,
  { id, name, service, image }: TargetInfo,
  kind: string,
  data: unknown,
  { undo = null, approved = false }: { readonly undo?: Undo | null; readonly approved?: boolean } = {},
): ExecuteAnswer {
  return ExecuteAnswer.parse({
    request_id: asked.request_id ?? RequestId.parse('read-00000000'),
    timestamp_processed_utc: instant(new Date()),
    overall_status: 'success',
    execution_details: {
      command: `docker ${kind.slice('container.'.length)} ${name}`,
      operation: { kind },
      sentence: `${kind} ${name}`,
      targets: [{ engine, id, name, service, image }],
      execution_result: { status: 'SUCCESS', exit_code: 0, stdout: '', stderr: '', data, truncated: false },
      effects: null,
      undo,
    },
    decision: { verdict: approved ? 'approve' : 'allow', policies: ['test'] },
    execution_time_ms: 1,
    journal: { sequence: 1, hash: Sha256.parse('0'.repeat(64)) },
  })
}

/** Puts a container into the scripted world. */
export function contain(
  gateway: ScriptedGateway,
  name: string,
  state: HealthFacts,
  more: Partial<TargetInfo> = {},
  logs: string[] = [],
): TargetInfo {
  const one = { info: info(name, { status: state.status, health: state.health, ...more }), facts: state, logs }
  gateway.containers.set(one.info.id, one)
  return one.info
}
