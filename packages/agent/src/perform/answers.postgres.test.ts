import {
  OperationKind,
  refuse,
  type ExecuteRequest,
  type HealthFacts,
  type IncidentDetail,
  type ProblemCode,
} from '@devops-ai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import {
  contain,
  facts,
  restarted,
  scriptedGateway,
  unhealthy,
  type Script,
  type ScriptedGateway,
} from '../../test/scripted-gateway.ts'

/** The table of the contract, "What the agent does with an answer": each row on a container of its own, all at once. */

const always =
  (code: ProblemCode): Script =>
  () =>
    refuse(code, `the detail of ${code}`, code === 'denied' ? { policies: ['night-watch'] } : {})
const once =
  (met: ReturnType<Script>): Script =>
  (_request, tries) =>
    tries === 1 ? met : null

interface Row {
  readonly script: Script
  readonly phase: string
  /** Requests with an id of their own; sends of the same bytes count as one. */
  readonly requests: number
  readonly says?: RegExp
  /** It goes on until the deadline of the request, which is short for these. */
  readonly lasts?: true
}

const rows: Readonly<Record<string, Row>> = {
  success: { script: () => null, phase: 'resolved', requests: 1 },
  'unknown-then-known': { script: once('unknown'), phase: 'resolved', requests: 1 },
  'never-known': { lasts: true, script: () => 'never known', phase: 'escalated', requests: 2, says: /did not help/ },
  fenced: { lasts: true, script: always('fenced'), phase: 'escalated', requests: 2, says: /did not help/ },
  'fenced-once': { script: once(refuse('fenced', 'fenced')), phase: 'resolved', requests: 1 },
  'not-understood': { script: always('intent_not_understood'), phase: 'escalated', requests: 1, says: /understand/ },
  ambiguous: { script: always('ambiguous_target'), phase: 'escalated', requests: 1, says: /understand/ },
  'no-token': { script: always('unauthenticated'), phase: 'escalated', requests: 1, says: /refused/ },
  denied: { script: always('denied'), phase: 'escalated', requests: 1, says: /by policy night-watch/ },
  'never-run': { script: always('never_run'), phase: 'escalated', requests: 1, says: /refused/ },
  missing: { script: always('unknown_target'), phase: 'escalated', requests: 2, says: /again/ },
  'missing-once': { script: firstRequest(refuse('unknown_target', 'gone')), phase: 'resolved', requests: 2 },
  conflict: { script: always('conflict'), phase: 'escalated', requests: 1, says: /our fault: conflict/ },
  'too-large': { script: always('body_too_large'), phase: 'escalated', requests: 1, says: /our fault/ },
  frozen: { script: always('frozen'), phase: 'waiting', requests: 1 },
  voided: { script: always('voided'), phase: 'escalated', requests: 2, says: /again/ },
  'voided-once': { script: firstRequest(refuse('voided', 'moved')), phase: 'resolved', requests: 2 },
  'rate-limited': {
    script: once(refuse('rate_limited', 'slowly', { retryAfterSeconds: 1 })),
    phase: 'resolved',
    requests: 1,
  },
  'our-fault': { script: once(refuse('internal', 'a bug')), phase: 'resolved', requests: 1 },
  full: { script: once(refuse('overloaded', 'full', { retryAfterSeconds: 1 })), phase: 'resolved', requests: 1 },
  'no-connection': { script: once('hang up'), phase: 'resolved', requests: 1 },
  'full-for-ever': {
    lasts: true,
    script: always('overloaded'),
    phase: 'escalated',
    requests: 1,
    says: /does not answer/,
  },
  nonsense: { script: () => 'nonsense', phase: 'escalated', requests: 1, says: /contract does not know/ },
}

/** Meets every send of the first request, and lets the second pass. */
function firstRequest(met: ReturnType<Script>): Script {
  let first: string | undefined
  return ({ request_id }) => {
    first ??= request_id
    return request_id === first ? met : null
  }
}

const approvals = ['approved', 'rejected', 'expired', 'expired-twice', 'void', 'while-away'] as const
const worse = ['worse', 'worse-no-stop'] as const
const names = [...Object.keys(rows), ...approvals, ...worse]
const nameIn = ({ target_resource: { name } }: ExecuteRequest): string => name.replace(/^shop-(.*)-1$/, '$1')

let postgres: Awaited<ReturnType<typeof testPostgres>>
let gateway: ScriptedGateway
let agent: TestAgent
/** With a deadline of a second: what goes on until then is asked here, what must be done before it is asked of the other. */
let hasty: TestAgent
let database: string
const limits = { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 4, waitSeconds: 60, lookAgainSeconds: 600 }
const isHasty = (name: string): boolean => rows[name]?.lasts ?? false

beforeAll(async () => {
  postgres = await testPostgres()
  database = await postgres.fresh()
  gateway = await scriptedGateway()
  const ended = facts({ status: 'exited', verdict: 'not_running', exit_code: 1, stopped_by: 'itself' })
  for (const name of names) contain(gateway, name, name.startsWith('worse') ? ended : unhealthy())
  gateway.script = (request, tries) => {
    const name = nameIn(request)
    if (!name.startsWith('worse')) return rows[name] ? rows[name].script(request, tries) : 'ask'
    return name === 'worse-no-stop' && request.action_request.expected_operations?.[0] === 'container.stop'
      ? refuse('denied', 'a stop is for people', { policies: ['no-stop'] })
      : null
  }
  gateway.effect = (before, kind) => effects[kind]?.() ?? restarted(before)
  gateway.undoOf = (kind) => (kind === 'container.start' ? stop : null)
  agent = await testAgent(gateway, database, { limits, operationDeadlineSeconds: 60 })
  hasty = await testAgent(gateway, await postgres.fresh(), { limits, operationDeadlineSeconds: 1 })
  const alerts = names.map((name) => firing(name, { fingerprint: name }))
  await agent.post(alerts.filter(({ fingerprint }) => !isHasty(fingerprint)))
  await hasty.post(alerts.filter(({ fingerprint }) => isHasty(fingerprint)))
})
afterAll(async () => {
  await agent[Symbol.asyncDispose]()
  await hasty[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

/** A start that only makes it loop, and a stop that ends that. */
const effects: Readonly<Record<string, () => HealthFacts>> = {
  'container.start': () => facts({ status: 'restarting', verdict: 'not_running', exit_code: 1, restart_count: 4 }),
  'container.stop': () => facts({ status: 'exited', verdict: 'not_running', exit_code: 137, stopped_by: 'gateway' }),
}
const stop = {
  operation: { kind: OperationKind.parse('container.stop') },
  command: 'docker stop it',
  sentence: 'Stop it.',
}

async function until(name: string, what: string, fits: (incident: IncidentDetail) => boolean): Promise<IncidentDetail> {
  return waitFor(
    `${name} to be ${what}`,
    async () => {
      const its = isHasty(name) ? hasty : agent
      const one = (await its.incidents()).find((incident) => incident.name === name)
      const detail = one && (await its.incident(one.id))
      return detail && fits(detail) ? detail : null
    },
    () =>
      agent.log
        .filter((line) => line.includes(name))
        .slice(-10)
        .join('\n'),
  )
}
const settled = (name: string, phase: string) => until(name, phase, (incident) => incident.phase === phase)
const sentFor = (name: string) => gateway.changes.filter(({ body }) => body.includes(`"shop-${name}-1"`))
const typesOf = ({ events }: IncidentDetail) => events.map(({ event }) => event.type)
const reasonsOf = ({ events }: IncidentDetail) =>
  events.flatMap(({ event }) => (event.type === 'escalated' ? [event.reason] : []))

test.for(Object.entries(rows))('%s', async ([name, { phase, requests, says }]) => {
  const incident = await settled(name, phase)
  if (says) expect(reasonsOf(incident)).toEqual([expect.stringMatching(says)])
  else expect(reasonsOf(incident)).toEqual([])
  expect(new Set(sentFor(name).map(({ body }) => body)).size).toBe(requests)
})

describe('approvals', () => {
  const questionOf = (name: string) =>
    gateway.questions.list.findLast((one) => one.intent !== '' && one.command.endsWith(`shop-${name}-1`))
  const decide = (name: string, state: 'approved' | 'rejected' | 'expired' | 'voided', detail = ''): void =>
    gateway.decide(state, 'ada', detail, questionOf(name)?.request_id)
  const asked = (name: string, times = 1) =>
    until(
      name,
      `asked about ${times} times`,
      (incident) =>
        typesOf(incident).filter((type) => type === 'approval_awaited').length === times && incident.waiting !== null,
    )
  const ends = (incident: IncidentDetail) =>
    incident.events.flatMap(({ event }) =>
      event.type.startsWith('approval_') && event.type !== 'approval_awaited' ? [event] : [],
    )

  test('given: it runs once and is verified', async () => {
    expect((await asked('approved')).waiting?.for).toBe(`approval ${questionOf('approved')?.id}`)
    decide('approved', 'approved', 'go on')
    const incident = await settled('approved', 'resolved')
    expect(ends(incident)).toMatchObject([{ type: 'approval_granted', by: 'ada', detail: 'go on' }])
    expect([incident.changes, sentFor('approved').length]).toEqual([1, 1])
  })

  test('rejected: nothing runs, nothing is asked again, and no second message is sent', async () => {
    await asked('rejected')
    decide('rejected', 'rejected', 'not tonight')
    const incident = await settled('rejected', 'escalated')
    expect(ends(incident)).toMatchObject([{ type: 'approval_rejected', by: 'ada', detail: 'not tonight' }])
    expect(typesOf(incident).filter((type) => type === 'notified').length).toBeLessThanOrEqual(1)
    expect([incident.changes, sentFor('rejected').length]).toEqual([0, 1])
  })

  test('expired: asked once more, under another id', async () => {
    await asked('expired')
    decide('expired', 'expired', 'nobody decided')
    await asked('expired', 2)
    decide('expired', 'approved')
    const incident = await settled('expired', 'resolved')
    expect(ends(incident)).toMatchObject([{ type: 'approval_expired', by: null }, { type: 'approval_granted' }])
    expect(new Set(sentFor('expired').map(({ body }) => body)).size).toBe(2)
  })

  test('expired twice: a person is told', async () => {
    await asked('expired-twice')
    decide('expired-twice', 'expired', 'nobody decided')
    await asked('expired-twice', 2)
    decide('expired-twice', 'expired', 'nobody decided')
    expect(reasonsOf(await settled('expired-twice', 'escalated'))).toEqual([expect.stringContaining('twice')])
  })

  test('void: planned anew, once', async () => {
    await asked('void')
    decide('void', 'voided', 'another image')
    await asked('void', 2)
    decide('void', 'voided', 'another image')
    const incident = await settled('void', 'escalated')
    expect(ends(incident)).toMatchObject([{ type: 'approval_voided' }, { type: 'approval_voided' }])
    expect(reasonsOf(incident)).toEqual(['The approval is void: another image, again'])
  })

  test('given while the agent is away: found at its start', async () => {
    await asked('while-away')
    await agent[Symbol.asyncDispose]()
    decide('while-away', 'approved')
    agent = await testAgent(gateway, database, { limits, operationDeadlineSeconds: 60 })
    const incident = await settled('while-away', 'resolved')
    expect(ends(incident)).toMatchObject([{ type: 'approval_granted', by: 'ada' }])
    expect([incident.changes, sentFor('while-away').length]).toEqual([1, 1])
  })
})

test('what made it worse is taken back once, and a person is told of both', async () => {
  const incident = await settled('worse', 'escalated')
  expect(typesOf(incident)).toEqual(expect.arrayContaining(['undo_requested', 'undo_verified']))
  expect(reasonsOf(incident)).toEqual([
    expect.stringMatching(/^It got worse: .*That was taken back: it is exited again/),
  ])
  expect(
    sentFor('worse')
      .map(({ body }) => JSON.parse(body) as ExecuteRequest)
      .map(({ action_request }) => [action_request.intent, action_request.expected_operations]),
  ).toEqual([
    ['start the service', ['container.start']],
    ['stop the service', ['container.stop']],
  ])
})

test('an undo that policy refuses is told', async () => {
  const incident = await settled('worse-no-stop', 'escalated')
  expect(reasonsOf(incident)).toEqual([
    expect.stringMatching(/^It got worse: .*could not be taken back: a stop is for people/),
  ])
  expect(sentFor('worse-no-stop')).toHaveLength(2)
})
