import {
  ApprovalId,
  instant,
  ContainerId,
  type Decision,
  EngineName,
  type Instant,
  JournalBody,
  type JournalReference,
  RequestId,
  Sha256,
  Source,
} from '@devops-ai/contract'
import {
  baselineOf,
  EngineInspect,
  healthSecondsOf,
  nothingTold,
  type EngineInspect as Inspect,
} from '@devops-ai/operations'
import type { GatewayDeps } from '../src/deps.ts'
import { freezing } from '../src/freeze.ts'
import { gateway, type Gateway } from '../src/gateway.ts'
import { offlineInterpreter } from '../src/interpret/offline.ts'
import { lanes } from '@devops-ai/engine'
import { type Engine, EngineUnreachable, type FoundObject, type IndexedContainer, type Looked } from '@devops-ai/engine'
import { type Journal, JournalUnusable } from '@devops-ai/journal'
import { recovery } from '../src/recovery/recovery.ts'
import { stillAllowed } from '../src/still-allowed.ts'
import { journalMemory } from '../../journal/src/memory.ts'
import { knownSecrets, redaction } from '@devops-ai/redaction'
import type { AuditEntry } from '@devops-ai/gateway-telemetry'

export const local = EngineName.parse('local')
export const idOf = (digit: string): ContainerId => ContainerId.parse(digit.repeat(64))
export const operator = Source.parse({ id: 'operator', kind: 'person', roles: [], token_sha256: 'a'.repeat(64) })
export const agent = Source.parse({ id: 'agent', kind: 'service', roles: [], token_sha256: 'b'.repeat(64) })
export const approver = Source.parse({
  id: 'approver',
  kind: 'person',
  roles: ['operator', 'approver'],
  token_sha256: 'c'.repeat(64),
})
export const allowed: Decision = { verdict: 'allow', policies: ['test-allows'] }

/** A running container as the index knows it; `over` says what is different. */
export const indexed = (name: string, digit: string, over: Partial<IndexedContainer> = {}): IndexedContainer => ({
  engine: local,
  id: idOf(digit),
  name,
  service: null,
  project: null,
  aliases: [],
  oneOff: false,
  status: 'running',
  health: 'none',
  image: 'shop:1',
  imageId: `sha256:${'e'.repeat(64)}`,
  labels: {},
  ownLabels: {},
  dependsOn: [],
  restartsWith: [],
  taskOf: null,
  networkOf: null,
  createdAt: null,
  ...over,
})

/** What the engine says of a container that was started at the second `started`. */
export const inspectOf = (
  id: string,
  { status = 'running', started = 1, finished = 0, stopTimeout = 1 } = {},
): Inspect =>
  EngineInspect.parse({
    Id: id,
    Name: '/shop',
    Created: '2026-01-01T00:00:00Z',
    Image: `sha256:${'e'.repeat(64)}`,
    State: {
      Status: status,
      Running: status === 'running' || status === 'paused',
      Paused: status === 'paused',
      Restarting: false,
      ExitCode: 0,
      StartedAt: moment(started),
      FinishedAt: moment(finished),
    },
    HostConfig: { RestartPolicy: { Name: 'no' } },
    Config: { Image: 'shop:1', StopTimeout: stopTimeout },
  })

/** What a look at that container tells. */
export const lookedAt = (inspect: Inspect | null, configuration?: string): Looked | null =>
  inspect && {
    state: { ...baselineOf(inspect), configuration: Sha256.parse(configuration ?? '0'.repeat(64)) },
    stopSeconds: inspect.Config.StopTimeout ?? null,
    healthSeconds: healthSecondsOf(inspect),
    specification: null,
  }

const moment = (second: number): string =>
  second === 0 ? '0001-01-01T00:00:00Z' : `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000001Z`

/** An engine of containers that restart at once. What it is to do otherwise is set on it. */
export interface FakeEngine extends Engine {
  readonly states: Map<string, Inspect>
  readonly changes: string[]
  /** What every search for another object finds. */
  found: readonly FoundObject[]
  /** Hashes of configurations, by id. */
  readonly configurations: Map<string, string>
  /** What the next changes do instead: `lost` runs and does not answer, `deaf` does neither. */
  mood: 'well' | 'lost' | 'deaf' | 'refusing'
  isSilent: boolean
}

export function fakeEngine(): FakeEngine {
  let second = 10
  const engine: FakeEngine = {
    name: local,
    states: new Map(),
    changes: [],
    found: [],
    configurations: new Map(),
    mood: 'well',
    isSilent: false,
    apiVersion: () => '1.41',
    ping: async () => !engine.isSilent,
    list: async () => [],
    inspect: async (id) => {
      if (engine.isSilent) throw new EngineUnreachable('silent')
      return engine.states.get(id) ?? null
    },
    imageLabels: async () => ({}),
    fetch: async ({ path }) => {
      const [, id = '', what = ''] = /^\/containers\/(\w+)\/(\w+)/.exec(path) ?? []
      if (what === 'stats') throw new EngineUnreachable('no stats here')
      if (what === 'top') return { kind: 'answer', json: { Titles: ['PID'], Processes: [['1']] } }
      if (path === '/containers/json') return { kind: 'answer', json: [] }
      if (engine.isSilent) throw new EngineUnreachable('silent')
      const json = engine.states.get(id)
      return json ? { kind: 'answer', json } : { kind: 'missing' }
    },
    log: async () => ({
      lines: [{ stream: 'stdout', text: 'ERROR: boom, password=hunter2hunter2' }],
      truncated: false,
    }),
    window: async () => ({ events: [], truncated: false }),
    look: async (_, id) =>
      lookedAt((await engine.inspect(ContainerId.parse(id))) ?? null, engine.configurations.get(id)),
    find: async () => engine.found,
    permits: async () => [],
    hasOpenChange: () => false,
    change: async (_, { path }) => {
      const [, id = '', verb = ''] = /^\/containers\/(\w+)\/(\w+)$/.exec(path) ?? []
      engine.changes.push(`${verb} ${id.slice(0, 1)}`)
      if (engine.mood === 'refusing') return { status: 500, message: 'no space left on device' }
      if (engine.mood !== 'deaf')
        engine.states.set(
          id,
          inspectOf(id, verb === 'stop' ? { status: 'exited', finished: second++ } : { started: second++ }),
        )
      if (engine.mood !== 'well') throw new EngineUnreachable('the engine did not answer within 1 s')
      return { status: 204, message: '' }
    },
    async *events() {},
  }
  return engine
}

export interface FakeJournal extends Journal {
  readonly bodies: JournalBody[]
  /** When each of them was written. */
  readonly times: Instant[]
  isFull: boolean
}

/** A journal that keeps its entries in memory, and remembers as the real one does; `earlier` is what it finds at its start. */
export function fakeJournal(now: () => Date, earlier?: Pick<FakeJournal, 'bodies' | 'times'>): FakeJournal {
  const hash = Sha256.parse('0'.repeat(64))
  const memory = journalMemory({ milliseconds: 86_400_000, operations: 1_000, approvals: 1_000 })
  const journal: FakeJournal = {
    bodies: [],
    times: [],
    isFull: false,
    append: async (body) => {
      if (journal.isFull) throw new JournalUnusable('the journal cannot be written: no space left on device')
      const reference = keep(body, instant(now()))
      memory.record(body, instant(now()), reference)
      return reference
    },
    note: (body) => void keep(body, instant(now())),
    writable: () => !journal.isFull,
    trouble: () => (journal.isFull ? 'the journal cannot be written: no space left on device' : null),
    head: () => null,
    operation: (id) => memory.operation(id, now()),
    inFlight: memory.inFlight,
    fenced: memory.fenced,
    approval: memory.approval,
    approvalOf: memory.approvalOf,
    approvals: memory.approvals,
    frozen: memory.frozen,
    entries: async () => ({ entries: [], head: -1 }),
  }
  const keep = (body: JournalBody, at: Instant): JournalReference => {
    journal.times.push(at)
    return { sequence: journal.bodies.push(body) - 1, hash }
  }
  // As text, so that what is found is what was written and nothing that was kept besides.
  for (const [place, body] of (earlier?.bodies ?? []).entries()) {
    const [at = instant(now()), text] = [earlier?.times[place], JSON.stringify(body)]
    const again = JournalBody.parse(JSON.parse(text))
    memory.record(again, at, keep(again, at))
  }
  return journal
}

export interface World {
  readonly gateway: Gateway
  readonly deps: GatewayDeps
  readonly engine: FakeEngine
  readonly journal: FakeJournal
  readonly containers: IndexedContainer[]
  readonly audit: AuditEntry[]
  readonly alarms: string[]
  /** What our own work was told, e.g. `begin 1`. */
  readonly work: string[]
  decision: Decision
  /** Milliseconds; sleeping moves it on. */
  time: number
  /** What sleepers wait for besides. */
  asleep: Promise<void>
}

/**
 * A gateway on fakes of its ports: one engine with `containers`, a policy that says `decision`, a clock that sleeping moves.
 * `earlier`: after a sudden end of that one, upon the same engine and what its journal held.
 */
export function world(containers: IndexedContainer[] = [indexed('shop', '1')], earlier?: World): World {
  const engine = earlier?.engine ?? fakeEngine()
  if (!earlier) for (const { id, status } of containers) engine.states.set(id, inspectOf(id, { status }))
  const now = (): Date => new Date(it.time)
  const journal = fakeJournal(now, earlier?.journal)
  const ownWork: GatewayDeps['ownWork'] = {
    begin: (_, id) => void it.work.push(`begin ${id.slice(0, 1)}`),
    end: (_, id) => void it.work.push(`end ${id.slice(0, 1)}`),
  }
  const telemetry: GatewayDeps['telemetry'] = {
    interpreted: () => {},
    executed: () => {},
    audited: (entry) => void it.audit.push(entry),
    alarmed: (sentence) => void it.alarms.push(sentence),
  }
  const index: GatewayDeps['index'] = {
    all: () => [...containers],
    get: (_, id) => containers.find((container) => container.id === id) ?? null,
    stoppedBy: () => 'unknown',
    told: () => nothingTold,
    freshness: () => ({ asOf: now(), stale: false }),
    refresh: async () => {},
  }
  const engines = new Map([[local, engine]])
  const freeze = freezing({ journal, now, telemetry })
  const common = { engines, index, journal, freeze, ownWork, telemetry, now }
  let ids = journal.bodies.length
  const sleep = async (ms: number): Promise<void> => {
    await it.asleep
    it.time += ms
  }
  const timing = { sleep, stopwatch: () => it.time, replicaDeadlineMs: 20_000 }
  const deps: GatewayDeps = {
    ...common,
    ...timing,
    policy: {
      version: 'test',
      policies: [],
      decide: ({ approved }) => (approved && it.decision.verdict === 'approve' ? allowed : it.decision),
      explain: () => ({ decision: it.decision, sentence: `the policy says ${it.decision.verdict}`, ways: [] }),
      may: () => allowed,
      autonomy: () => 'auto',
    },
    interpreter: offlineInterpreter(),
    recovery: recovery({
      ...common,
      ...timing,
      signal: new AbortController().signal,
      redact: (text) => text,
      mayRun: (...call) => stillAllowed(deps)(...call),
      giveUpAfterMs: 600_000,
      tooOldAfterMs: 600_000,
    }),
    lanes: lanes({ mostWaiting: 100, mostAtAll: 100, deadlineMs: 5_000 }),
    redact: redaction((text) => text.replaceAll('hunter2hunter2', '[redacted]'), knownSecrets().heardOf),
    sources: [operator, agent, approver],
    aliases: new Map(),
    maxOutputBytes: 1_000,
    approvalSeconds: 600,
    samples: () => null,
    mintApprovalId: () => ApprovalId.parse(`approval-${(ids += 1)}`),
    explainDeed: (_, { id }, deed) => `${id} may not ${deed}`,
    mintId: () => RequestId.parse(`minted-${(ids += 1)}`),
    isProtected: () => false,
    explain: ({ verdict }) => `the policy says ${verdict}`,
  }
  const it: World = {
    gateway: gateway(deps),
    deps,
    engine,
    journal,
    containers,
    audit: [],
    work: [],
    decision: allowed,
    alarms: [],
    time: earlier?.time ?? Date.parse('2026-01-01T00:01:00.000Z'),
    asleep: Promise.resolve(),
  }
  return it
}

/** Holds every change that is sent to the engine from now on, until it is let go on. */
export function holdChanges({ engine }: Pick<World, 'engine'>) {
  const held = Promise.withResolvers<{ status: number; message: string }>()
  const sent = Promise.withResolvers<void>()
  Object.assign(engine, {
    change: () => {
      sent.resolve()
      return held.promise
    },
  })
  return { sent: sent.promise, letGo: () => held.resolve({ status: 304, message: '' }) }
}
