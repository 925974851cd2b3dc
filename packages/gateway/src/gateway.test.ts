import { type Decision, RequestId } from '@devops-ai/contract'
import fc from 'fast-check'
import { lanes } from '@devops-ai/engine'
import { expect, test } from 'vitest'
import { asking } from '../test/requests.ts'
import { agent, holdChanges, idOf, indexed, inspectOf, operator, world } from '../test/world.ts'

test('a change is journaled, run, observed and journaled, in this order', async () => {
  const it = world()
  const request = asking('restart the service', { context: 'token=hunter2hunter2' })
  expect(await it.gateway.execute(operator, request)).toMatchObject({
    ok: true,
    answer: {
      request_id: request.request_id,
      overall_status: 'success',
      execution_details: { command: 'docker restart shop', targets: [{ name: 'shop', id: idOf('1') }], undo: null },
      journal: { sequence: 0 },
    },
  })
  expect(it.journal.bodies.map(({ type }) => type)).toEqual(['intent', 'outcome'])
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(it.work).toEqual(['begin 1', 'end 1'])
  expect(JSON.stringify([it.journal.bodies, it.audit])).not.toContain('hunter2hunter2')
  expect(it.audit).toMatchObject([
    { source: 'operator', operation: 'container.restart', success: true, command_executed: 'docker restart shop' },
  ])
})

test('a read is answered without waiting for the disk, and what it shows is redacted', async () => {
  const it = world()
  const answered = await it.gateway.execute(operator, asking('show recent error logs'))
  expect(answered).toMatchObject({
    answer: { journal: null, execution_details: { execution_result: { stdout: 'ERROR: boom, password=[redacted]' } } },
  })
  expect(JSON.stringify(answered)).not.toContain('hunter2hunter2')
  expect(it.journal.bodies).toMatchObject([{ type: 'read', source_id: 'operator', output_bytes: expect.any(Number) }])
  expect(it.engine.changes).toEqual([])
})

test('what a log gave away is hidden in later words about its container, encoded, and in nothing that the engine tells', async () => {
  const it = world()
  it.engine.log = async () => ({
    lines: ['password=hors-4staple', 'token=shop:1', `token=${idOf('1')}`].map((text) => ({ stream: 'stdout', text })),
    truncated: false,
  })
  await it.gateway.execute(operator, asking('show recent logs'))
  const context = `got ${Buffer.from('hors-4staple').toString('base64')}`
  await it.gateway.execute(operator, asking('restart the service', { context }))
  expect(it.journal.bodies.find(({ type }) => type === 'intent')).toMatchObject({ context: 'got [redacted]' })
  expect(await it.gateway.execute(operator, asking('show the details'))).toMatchObject({
    answer: { execution_details: { execution_result: { data: { id: idOf('1'), image: 'shop:1' } } } },
  })
})

test.for([
  ['empty of meaning', 'hello', {}, 'intent_not_understood'],
  ['two operations at once', 'restart the service and show logs', {}, 'several_operations'],
  [
    'another command behind it',
    'docker restart shop; docker rm shop',
    {},
    /invalid_request|several_operations|intent_not_understood/,
  ],
  [
    'another command by &&',
    'docker restart shop && docker rm shop',
    {},
    /invalid_request|several_operations|intent_not_understood/,
  ],
  [
    'a substitution',
    'docker restart $(cat /etc/passwd)',
    {},
    /invalid_request|several_operations|intent_not_understood/,
  ],
  [
    'a second line',
    'docker restart shop\ndocker rm shop',
    {},
    /invalid_request|several_operations|intent_not_understood/,
  ],
  ['what is never run', 'docker run -v /:/h busybox', {}, 'never_run'],
  ['another target', 'restart the db', {}, 'other_target'],
  [
    'another kind than expected',
    'restart the service',
    { expected_operations: ['container.health'] },
    'unexpected_operation',
  ],
] as const)('refused, and nothing runs: %s', async ([, intent, action, code]) => {
  const it = world([indexed('shop', '1'), indexed('db', '2')])
  const answered = await it.gateway.execute(operator, asking(intent, action))
  expect(answered).toMatchObject({ ok: false, code: typeof code === 'string' ? code : expect.stringMatching(code) })
  expect(it.engine.changes).toEqual([])
  expect(it.journal.bodies).toMatchObject([{ type: 'refusal', source_id: 'operator', excerpt: intent }])
})

test('a service says what it expects, and a change has a request id', async () => {
  const it = world()
  expect(await it.gateway.execute(agent, asking('restart the service'))).toMatchObject({ code: 'invalid_request' })
  const { request_id: _, ...nameless } = asking('restart the service')
  expect(await it.gateway.execute(operator, nameless)).toMatchObject({ code: 'invalid_request' })
  expect(
    await it.gateway.execute(operator, { ...nameless, action_request: { intent: 'check if service is healthy' } }),
  ).toMatchObject({
    answer: { request_id: 'minted-2' },
  })
  expect(it.engine.changes).toEqual([])
})

test('whatever decision but allow, no change reaches the engine', async () => {
  const words = [
    'restart the service',
    'stop the service',
    'start the service',
    'pause the service',
    'unpause the service',
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...words),
      fc.constantFrom<Decision['verdict']>('deny', 'approve'),
      fc.boolean(),
      async (intent, verdict, dry_run) => {
        const it = world()
        it.decision = { verdict, policies: ['no'] }
        const answered = await it.gateway.execute(operator, asking(intent, { dry_run }))
        if (verdict === 'deny') expect(answered).toMatchObject({ ok: false, code: 'denied', policies: ['no'] })
        else
          expect(answered).toMatchObject({
            answer: { overall_status: dry_run ? 'preview' : 'approval_required', decision: { policies: ['no'] } },
          })
        expect(it.engine.changes).toEqual([])
      },
    ),
    { numRuns: 30 },
  )
})

test('without a record there is no execution', async () => {
  const it = world()
  it.journal.isFull = true
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({
    code: 'journal_unavailable',
  })
  expect(it.engine.changes).toEqual([])
})

test('an outcome that cannot be recorded is answered, closes the target, and is put on record with room', async () => {
  const it = world()
  const night = Promise.withResolvers<void>()
  it.asleep = night.promise
  const change = it.engine.change
  it.engine.change = (...call) => {
    it.journal.isFull = true
    return change(...call)
  }
  const request = asking('restart the service')
  const answered = await it.gateway.execute(operator, request)
  expect(answered).toMatchObject({ ok: true, answer: { overall_status: 'success' } })
  const id = request.request_id ?? expect.fail()
  expect(it.gateway.operation(id)).toMatchObject({ state: 'pending' })
  expect(await it.gateway.execute(operator, asking('stop the service'))).toMatchObject({ code: 'fenced' })
  it.journal.isFull = false
  night.resolve()
  await it.deps.recovery.idle()
  expect(it.gateway.operation(id)).toMatchObject({ state: 'done', answer: { overall_status: 'success' } })
  expect(it.journal.bodies).toContainEqual(expect.objectContaining({ type: 'outcome', inferred: false }))
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(it.work).toEqual(['begin 1', 'end 1'])
})

test('fifty equal requests at once are one change and one answer', async () => {
  const it = world()
  const request = asking('restart the service')
  const answers = await Promise.all(Array.from({ length: 50 }, () => it.gateway.execute(operator, request)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(await it.gateway.execute(operator, request)).toEqual(answers[0])
  expect(it.engine.changes).toHaveLength(1)
})

test('one id has at most one effect, in whatever order requests come', async () => {
  const intents = ['restart the service', 'stop the service', 'check if service is healthy']
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...intents), fc.boolean()), { maxLength: 8 }), async (asks) => {
      const it = world()
      const [first] = asks
      for (const [intent, dry_run] of asks)
        await it.gateway.execute(operator, asking(intent, { dry_run }, { request_id: 'the-one-id' }))
      expect(it.engine.changes.length).toBeLessThanOrEqual(1)
      if (first?.[0] === 'restart the service' && !first[1]) expect(it.engine.changes).toEqual(['restart 1'])
    }),
    { numRuns: 60 },
  )
})

test('the same id for another request, or of another source, is a conflict', async () => {
  const it = world()
  const action = { expected_operations: ['container.restart', 'container.stop'] }
  await it.gateway.execute(operator, asking('restart the service', action, { request_id: 'the-one-id' }))
  const conflict = { ok: false, code: 'conflict' }
  expect(
    await it.gateway.execute(operator, asking('stop the service', action, { request_id: 'the-one-id' })),
  ).toMatchObject(conflict)
  expect(
    await it.gateway.execute(agent, asking('restart the service', action, { request_id: 'the-one-id' })),
  ).toMatchObject(conflict)
  const sameInOtherWords = {
    expected_operations: action.expected_operations.toReversed(),
    context: 'other words',
    priority: 'LOW',
  }
  const again = asking('restart the service', sameInOtherWords, { request_id: 'the-one-id' })
  expect(await it.gateway.execute(operator, again)).toMatchObject({ ok: true })
  expect(it.engine.changes).toHaveLength(1)
})

test('a dry run uses up no id and runs nothing', async () => {
  const it = world()
  const action = { dry_run: true }
  const tried = await it.gateway.execute(operator, asking('stop the service', action, { request_id: 'the-one-id' }))
  expect(tried).toMatchObject({
    answer: { overall_status: 'preview', journal: null, execution_details: { undo: { command: 'docker start shop' } } },
  })
  expect(it.engine.changes).toEqual([])
  expect(it.journal.bodies).toEqual([])
  expect(
    await it.gateway.execute(operator, asking('stop the service', {}, { request_id: 'the-one-id' })),
  ).toMatchObject({ ok: true })
  expect(it.engine.changes).toEqual(['stop 1'])
})

test('changes of one target wait for each other, those of another do not', async () => {
  const it = world([indexed('shop', '1'), indexed('db', '2')])
  let running = 0
  let most = 0
  const { change } = it.engine
  Object.assign(it.engine, {
    change: async (...call: Parameters<typeof change>) => {
      most = Math.max(most, (running += 1))
      await new Promise((done) => setImmediate(done))
      running -= 1
      return await change(...call)
    },
  })
  await Promise.all(Array.from({ length: 6 }, () => it.gateway.execute(operator, asking('restart the service'))))
  expect(most).toBe(1)
  await Promise.all(
    ['shop', 'db'].map((name) =>
      it.gateway.execute(operator, asking('restart the service', {}, { target_resource: { name } })),
    ),
  )
  expect(most).toBe(2)
})

test('a refusing engine is a failure in its own words', async () => {
  const it = world()
  it.engine.mood = 'refusing'
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({
    answer: {
      overall_status: 'failure',
      execution_details: {
        execution_result: { exit_code: 1, stderr: expect.stringContaining('no space left on device') },
      },
    },
  })
  expect(it.work).toEqual(['begin 1', 'end 1'])
})

test('a time-out is unknown, the target is fenced until it is found out, and then it is known', async () => {
  const it = world()
  it.engine.mood = 'lost'
  const night = Promise.withResolvers<void>()
  it.asleep = night.promise
  const request = asking('restart the service')
  const id = request.request_id ?? RequestId.parse('none-was-given')
  expect(await it.gateway.execute(operator, request)).toMatchObject({
    answer: {
      overall_status: 'unknown',
      execution_details: { execution_result: { status: 'UNKNOWN', exit_code: null } },
    },
  })
  expect(it.gateway.operation(id)).toMatchObject({ state: 'pending' })
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({ code: 'fenced' })
  night.resolve()
  await it.deps.recovery.idle()
  expect(it.gateway.operation(id)).toMatchObject({ state: 'done', answer: { overall_status: 'success' } })
  expect(it.engine.changes).toEqual(['restart 1'])
  expect(it.journal.bodies.at(-1)).toMatchObject({ type: 'outcome', inferred: true })
  expect(it.work).toEqual(['begin 1', 'end 1'])
})

test('what never becomes known fences the target until somebody starts it anew', async () => {
  const it = world()
  it.engine.mood = 'lost'
  const { change } = it.engine
  Object.assign(it.engine, {
    change: async (...call: Parameters<typeof change>) => {
      it.engine.isSilent = true
      return await change(...call)
    },
  })
  const request = asking('restart the service')
  await it.gateway.execute(operator, request)
  await it.deps.recovery.idle()
  it.engine.isSilent = false
  expect(it.gateway.operation(request.request_id ?? RequestId.parse('none-was-given'))).toMatchObject({
    state: 'unknown',
  })
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({ code: 'fenced' })
  it.engine.states.set(idOf('1'), {
    ...inspectOf(idOf('1')),
    State: { ...inspectOf(idOf('1')).State, StartedAt: new Date(it.time + 1).toISOString() },
  })
  Object.assign(it.engine, { change, mood: 'refusing' })
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({ ok: true })
})

test.for([
  ['an engine that does not answer', 'restart the service', 'engine_unavailable'],
  ['an engine that does not answer a read', 'check if service is healthy', 'engine_unavailable'],
] as const)('%s is no failure of the operation', async ([, intent, code]) => {
  const it = world()
  it.engine.isSilent = true
  expect(await it.gateway.execute(operator, asking(intent))).toMatchObject({
    code,
    retryAfterSeconds: expect.any(Number),
  })
  expect(it.engine.changes).toEqual([])
})

test('a container that is gone is not found, whatever its name means by now', async () => {
  const it = world()
  it.engine.states.clear()
  expect(await it.gateway.execute(operator, asking('restart the service'))).toMatchObject({ code: 'unknown_target' })
  expect(await it.gateway.execute(operator, asking('check if service is healthy'))).toMatchObject({
    code: 'unknown_target',
  })
})

test('what shares the network of a container, and what asks for it, is restarted after it, and a dry run says so', async () => {
  const it = world([
    indexed('shop', '1', { project: 'p', service: 'shop' }),
    indexed('side', '2', { networkOf: idOf('1') }),
    indexed('worker', '3', { project: 'p', service: 'worker', restartsWith: ['shop'] }),
    indexed('other', '4', { project: 'q', service: 'other', restartsWith: ['shop'] }),
  ])
  const tried = await it.gateway.execute(operator, asking('restart the service', { dry_run: true }))
  expect(tried).toMatchObject({ answer: { overall_status: 'preview' } })
  const { sentence, targets } = tried.ok ? tried.answer.execution_details : expect.fail()
  expect(sentence).toMatch(/shop.*side.*worker/)
  expect(targets.map(({ name }) => name)).toEqual(['shop', 'side', 'worker'])
  expect(it.engine.changes).toEqual([])
  await it.gateway.execute(operator, asking('restart the service'))
  expect(it.engine.changes).toEqual(['restart 1', 'restart 2', 'restart 3'])
})

test('however many changes are under way or wait, a look is answered', async () => {
  const it = world([indexed('shop', '1'), indexed('db', '2')])
  Object.assign(it.deps, { lanes: lanes({ mostWaiting: 9, mostAtAll: 1, deadlineMs: 60_000 }) })
  const held = holdChanges(it)
  const first = it.gateway.execute(operator, asking('restart the service'))
  await held.sent
  const ofDb = { target_resource: { name: 'db' } }
  expect(await it.gateway.execute(operator, asking('restart the service', {}, ofDb))).toMatchObject({
    ok: false,
    code: 'overloaded',
    detail: expect.stringContaining('kept for looks'),
  })
  expect(await it.gateway.execute(operator, asking('check if service is healthy'))).toMatchObject({ ok: true })
  held.letGo()
  expect(await first).toMatchObject({ ok: true })
})

test('what was just sampled is told without asking the engine', async () => {
  const it = world()
  const stats = {
    cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2_000, online_cpus: 2 },
    precpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 1_000 },
    memory_stats: { usage: 3_000, limit: 4_000 },
    pids_stats: { current: 4 },
  }
  Object.assign(it.deps, {
    samples: (kind: string) => (kind === 'container.stats' ? { engine: 'local', answers: { answer: stats } } : null),
  })
  Object.assign(it.engine, { fetch: () => Promise.reject(new Error('the engine was asked')) })
  expect(await it.gateway.execute(operator, asking('how much memory does it use'))).toMatchObject({
    ok: true,
    answer: { execution_details: { execution_result: { data: { cpu_percent: 40, memory_bytes: 3_000, pids: 4 } } } },
  })
  await expect(it.gateway.execute(operator, asking('check if service is healthy'))).rejects.toThrow('was asked')
})
