import {
  type ChangeStep,
  ContainerBaseline,
  type Effects,
  EngineName,
  type ServiceBaseline,
  WireOperation,
} from '@devops-ai/contract'
import { Operation } from '@devops-ai/operations'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyOperation } from '../../../operations/src/testing/any-operation.ts'
import { policyWith } from '../../../policy/src/testing/questions.ts'
import { approvable, approve, asked, labelled, restart, shop, tended, verdictsIn } from '../../test/approvable.ts'
import { asking } from '../../test/requests.ts'
import { approver, idOf, indexed, inspectOf, operator, type World } from '../../test/world.ts'
import { differsFrom, type Told } from './binding.ts'

const voiding: readonly (readonly [string, (it: World) => void | Promise<void>, RegExp])[] = [
  ['its container is gone', (it) => void it.engine.states.delete(idOf('1')), /the container shop .* is gone/],
  [
    'another container has its name',
    (it) => {
      it.containers[0] = { ...shop, id: idOf('2') }
      it.engine.states.set(idOf('2'), inspectOf(idOf('2')))
    },
    /another one now, 222222222222 instead of 111111111111/,
  ],
  [
    'its name means two containers',
    (it) => void it.containers.push({ ...shop, id: idOf('2'), name: 'other', aliases: ['shop'], service: 'shop' }),
    /2 containers|two containers|shop/,
  ],
  [
    'its configuration was changed',
    (it) => void it.engine.configurations.set(idOf('1'), 'f'.repeat(64)),
    /shop: its configuration was changed/,
  ],
  [
    'it was paused',
    (it) => void it.engine.states.set(idOf('1'), inspectOf(idOf('1'), { status: 'paused' })),
    /it was running and is paused now/,
  ],
  [
    'its label allows no change any more',
    (it) => void (it.containers[0] = { ...shop, ownLabels: {}, labels: {} }),
    /observed only|policy/,
  ],
  [
    'who asked for it is no source any more',
    (it) => void Object.assign(it.deps, { sources: [operator, approver] }),
    /agent, who asked for it, is not in the sources file/,
  ],
  [
    'who asked for it may not any more',
    async (it) =>
      void Object.assign(it.deps, {
        policy: await policyWith('@id("no-agent") forbid (principal == Source::"agent", action, resource);'),
      }),
    /no-agent/,
  ],
  [
    'its engine is not configured any more',
    (it) => {
      it.containers.splice(0)
      Object.assign(it.deps, { engines: new Map() })
    },
    /engine|container/,
  ],
]

test.for(voiding)('an approval is void when %s, before and after a restart', async ([, changed, detail]) => {
  for (const isRestarted of [false, true]) {
    const before = approvable()
    const { id, requestId } = await asked(before)
    const it = isRestarted ? approvable(before, [...before.containers]) : before
    await changed(it)
    expect(await approve(it, id)).toMatchObject({ code: 'voided', detail: expect.stringMatching(detail) })
    expect(it.gateway.operation(requestId)).toMatchObject({ state: 'voided', detail: expect.stringMatching(detail) })
    expect(it.gateway.approvals.get(id)).toMatchObject({ state: 'voided', decided_by: 'approver' })
    expect(verdictsIn(it)).toEqual(['approved', 'voided'])
    expect(it.engine.changes).toEqual([])
  }
})

test('a target that was only restarted meanwhile is the same to a person', async () => {
  const it = approvable()
  const { id } = await asked(it)
  it.engine.states.set(idOf('1'), inspectOf(idOf('1'), { started: 5 }))
  expect(await approve(it, id)).toMatchObject({ answer: { overall_status: 'success' } })
})

test('an approval does not cover more harm than was told', async () => {
  const twin = { service: 'shop', project: 'p', ownLabels: labelled, labels: labelled }
  const it = approvable(undefined, [indexed('shop-1', '1', twin), indexed('shop-2', '2', twin)])
  const stop = asking('stop the service', {}, { target_resource: { name: 'shop-1' } })
  const { id } = await asked(it, stop, operator)
  it.containers[1] = indexed('shop-2', '2', { ...twin, status: 'exited' })
  expect(await approve(it, id)).toMatchObject({
    code: 'voided',
    detail: expect.stringMatching(/it would take away the last healthy replica now/),
  })
  expect(it.engine.changes).toEqual([])
})

test('a rolling restart of which one replica needs it waits as a whole, and then runs one after the other', async () => {
  const part = { service: 'web', project: 'p' }
  const auto = { 'devops-ai.autonomy': 'auto' }
  const it = approvable(undefined, [
    indexed('web-1', '1', { ...part, ownLabels: auto, labels: auto }),
    indexed('web-2', '2', { ...part, ownLabels: labelled, labels: labelled }),
  ])
  const { id } = await asked(it, restart({ target_resource: { name: 'web' } }))
  expect(it.engine.changes).toEqual([])
  expect(it.gateway.approvals.get(id)).toMatchObject({ targets: [{ name: 'web-1' }, { name: 'web-2' }] })
  expect(await approve(it, id)).toMatchObject({ answer: { overall_status: 'success' } })
  expect(it.engine.changes).toEqual(['restart 1', 'restart 2'])
})

test('a replica more or fewer makes a rolling restart void', async () => {
  const part = { service: 'web', project: 'p', ownLabels: labelled, labels: labelled }
  const it = approvable(undefined, [indexed('web-1', '1', part), indexed('web-2', '2', part)])
  const { id } = await asked(it, restart({ target_resource: { name: 'web' } }))
  it.containers.push(indexed('web-3', '3', part))
  it.engine.states.set(idOf('3'), inspectOf(idOf('3')))
  expect(await approve(it, id)).toMatchObject({
    code: 'voided',
    detail: expect.stringMatching(/it would touch 3 targets, 2 when it was asked/),
  })
})

test('what changes while it waits its turn makes it void, once', async () => {
  const it = approvable()
  const { id } = await asked(it)
  const { append } = it.journal
  it.journal.append = async (body) => {
    const reference = await append(body)
    // The round of every second takes it up in the same moment.
    if (body.type === 'approval_ended' && body.verdict === 'approved') void it.gateway.approvals.tend()
    return reference
  }
  const { look } = it.engine
  it.engine.look = async (...what) => {
    const seen = await look(...what)
    it.engine.configurations.set(idOf('1'), 'f'.repeat(64))
    return seen
  }
  expect(await approve(it, id)).toMatchObject({
    code: 'voided',
    detail: expect.stringMatching(/configuration was changed/),
  })
  await tended(it)
  expect(verdictsIn(it)).toEqual(['approved', 'voided'])
  expect(it.engine.changes).toEqual([])
})

const before = await (async () => {
  const it = approvable()
  const { id } = await asked(it)
  return it.journal.approval(id) ?? expect.fail()
})()
const told = before.asked.steps[0] ?? expect.fail()
/** What would be done now, were all the same but `effects` and the first step. */
const foreseen = (step: Partial<ChangeStep>, effects: Partial<Effects> = {}): Told => ({
  steps: [{ ...told, ...step }],
  effects: { ...before.asked.effects, ...effects },
})
const state = (over: Partial<ContainerBaseline>): Partial<ChangeStep> => ({
  before: ContainerBaseline.parse({ ...told.before, ...over }),
})
const serviceState = (over: Partial<ServiceBaseline>): Told =>
  foreseen({
    before: {
      object: 'service',
      version: 7,
      replicas: 1,
      force_update: 0,
      image: 'shop:1',
      has_previous: false,
      update_state: null,
      configuration: null,
      ...over,
    },
  })

const compared: readonly (readonly [string, Partial<ChangeStep>, Partial<Effects>, RegExp | null])[] = [
  ['nothing', {}, {}, null],
  ['less harm than was told', {}, { last_healthy_replica: false, interrupts: false }, null],
  ['when it was started', state({ started_at: '2026-02-02T00:00:00Z', restart_count: 3 }), {}, null],
  ['the operation', { operation: { kind: 'container.stop' } }, {}, /operation is another one/],
  [
    'a field of the operation',
    { operation: { kind: 'container.restart', timeout_seconds: 1 } },
    {},
    /operation is another/,
  ],
  ['the engine', { target: { ...told.target, engine: EngineName.parse('other') } }, {}, /another one now/],
  ['the network of that name', { network: 'f'.repeat(64) }, {}, /network of that name/],
  ['the image', state({ image_id: 'sha256:2' }), {}, /runs another image/],
  ['the health', state({ health: 'unhealthy' }), {}, /was running and is unhealthy now/],
  ['a new dependent', {}, { dependents: ['db'] }, /harm db too/],
  ['data to be lost', {}, { data_loss: true }, /lose data/],
]

test.for(compared)('what makes an approval void: %s', ([, step, effects, why]) => {
  const refusal = differsFrom(before)(foreseen(step, effects))
  if (why === null) expect(refusal).toBeNull()
  else expect(refusal).toMatchObject({ code: 'voided', detail: expect.stringMatching(why) })
})

test('of a Swarm service the version counts every change, also one that another person made', () => {
  const differs = differsFrom({ asked: serviceState({}) })
  expect(differs(serviceState({}))).toBeNull()
  expect(differs(serviceState({ version: 8 }))).toMatchObject({ detail: expect.stringMatching(/at version 8 now/) })
  expect(differs(serviceState({ image: 'shop:2' }))).toMatchObject({ detail: expect.stringMatching(/another image/) })
})

test('an operation is the same after it was written to the journal and read again', () => {
  fc.assert(
    fc.property(anyOperation, (operation) => {
      const text = JSON.stringify(WireOperation.parse(operation))
      const again = Operation.parse(WireOperation.parse(JSON.parse(text)))
      expect(JSON.stringify(again)).toBe(JSON.stringify(operation))
    }),
  )
})
