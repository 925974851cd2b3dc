import { ObjectId, PolicyExplainRequest } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { loadPolicy } from '@devops-ai/policy'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agent, indexed, local, operator, world } from '../test/world.ts'
import { explained } from './explained.ts'

const label = (level: string) => ({
  labels: { 'devops-ai.autonomy': level },
  ownLabels: { 'devops-ai.autonomy': level },
})

const containers = [
  indexed('shop', '1', label('auto')),
  indexed('web', '2', { service: 'web', project: 'store', ...label('approve') }),
  indexed('db', '3', label('auto')),
]

const dir = await mkdtemp(join(tmpdir(), 'devops-ai-explained-'))
const loaded = await loadPolicy({ dir, sources: [], isProtected: () => false, broken: () => {} })
await rm(dir, { recursive: true })
if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
const { policy } = loaded

/** Asks a gateway of fakes, with the shipped policies, where "db" is protected. */
async function asked(request: object) {
  const it = world([...containers])
  const isProtected = ({ name }: { readonly name: string }): boolean => name === 'db'
  const answer = await explained({ ...it.deps, policy, isProtected }, operator, PolicyExplainRequest.parse(request))
  expect([it.engine.changes, it.journal.bodies]).toEqual([[], []])
  return answer
}

test.for([
  [
    'an operation on a container with the label auto',
    { operation: 'container.restart', target: { name: 'shop' } },
    'allow',
    'autonomy-auto',
  ],
  ['the words for one', { intent: 'restart the service', target: { name: 'shop' } }, 'allow', 'autonomy-auto'],
  [
    'a container with the label approve',
    { operation: 'container.restart', target: { name: 'web' } },
    'approve',
    'autonomy-approve',
  ],
  [
    'the same, approved',
    { operation: 'container.restart', target: { name: 'web' }, approved: true },
    'allow',
    'autonomy-approve',
  ],
  ['a protected container', { operation: 'container.restart', target: { name: 'db' } }, 'deny', 'protected'],
  ['a read of a protected container', { operation: 'container.logs', target: { name: 'db' } }, 'allow', 'reading'],
  ['an operation about everything', { operation: 'container.list' }, 'allow', 'reading'],
  [
    'a dry run by a person',
    { operation: 'container.stop', described: {}, dry_run: true },
    'allow',
    'dry-run-by-person',
  ],
  [
    'a container that is not there',
    { operation: 'container.stop', described: { autonomy: 'auto' } },
    'allow',
    'autonomy-auto',
  ],
  [
    'effects that are only thought',
    { operation: 'container.stop', described: { autonomy: 'auto' }, effects: { data_loss: true } },
    'deny',
    'no-data-loss',
  ],
  [
    'a volume, which can only be looked at',
    { operation: 'volume.inspect', described: { name: 'data' } },
    'allow',
    'reading',
  ],
  [
    'a change of a Swarm service with the label approve',
    { operation: 'service.scale', described: { autonomy: 'approve' } },
    'approve',
    'autonomy-approve',
  ],
  ['words about a container that is not there', { intent: 'show recent logs', described: {} }, 'allow', 'reading'],
] as const)('explained: %s', async ([, request, verdict, policyId]) => {
  expect(await asked(request)).toMatchObject({
    ok: true,
    explanation: { source_id: 'operator', decision: { verdict, policies: expect.arrayContaining([policyId]) } },
  })
})

test('another source is asked about by its id, and effects come from the live engine', async () => {
  const request = { source_id: agent.id, operation: 'container.stop', target: { name: 'shop', engine: 'local' } }
  expect(await asked(request)).toEqual({
    ok: true,
    explanation: {
      version: policy.version,
      source_id: 'agent',
      operation: 'container.stop',
      target: 'shop',
      effects: {
        interrupts: true,
        last_healthy_replica: true,
        dependents: [],
        data_loss: false,
        reversible: true,
        protected: false,
      },
      decision: { verdict: 'approve', policies: ['autonomy-auto'] },
      sentence: expect.stringMatching(/^shop: this needs a person's approval/),
      ways: [{ by: 'approval', verdict: 'allow' }],
    },
  })
})

test('a name that is a Swarm service is asked about with its own verb', async () => {
  const it = world([])
  it.engine.found = [
    { object: 'service', engine: local, id: ObjectId.parse('s'.repeat(25)), name: 'api', labels: {}, image: null },
  ]
  const request = PolicyExplainRequest.parse({ operation: 'container.logs', target: { name: 'api' } })
  expect(await explained({ ...it.deps, policy }, operator, request)).toMatchObject({
    ok: true,
    explanation: { operation: 'service.logs', target: 'api', decision: { verdict: 'allow', policies: ['reading'] } },
  })
})

test.for([
  ['a source of nobody', { source_id: 'nobody', operation: 'container.list' }, 'invalid_request'],
  ['an operation that does not exist', { operation: 'container.explode', described: {} }, 'invalid_request'],
  ['a target that does not exist', { operation: 'container.restart', target: { name: 'nobody' } }, 'unknown_target'],
  ['words that mean nothing', { intent: 'hello', target: { name: 'shop' } }, 'intent_not_understood'],
  ['words about another container', { intent: 'restart the db', target: { name: 'shop' } }, 'other_target'],
  ['words for what is never run', { intent: 'docker run -v /:/h busybox', target: { name: 'shop' } }, 'never_run'],
] as const)('refused: %s', async ([, request, code]) => {
  expect(await asked(request)).toMatchObject({ ok: false, code })
})

test.for([
  ['neither operation nor intent', { target: { name: 'shop' } }],
  ['both operation and intent', { operation: 'container.list', intent: 'list all containers' }],
  ['a target and a described one', { operation: 'container.stop', target: { name: 'shop' }, described: {} }],
  [
    'effects of a target that is there',
    { operation: 'container.stop', target: { name: 'shop' }, effects: { data_loss: false } },
  ],
  ['a field that nobody knows', { operation: 'container.list', force: true }],
  ['a label that is mistyped', { operation: 'container.stop', described: { autonomy: 'Auto' } }],
])('no question: %s', ([, request]) => {
  expect(PolicyExplainRequest.safeParse(request).success).toBe(false)
})
