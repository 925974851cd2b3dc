import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApprovalId, ObjectId, type Source, SourceId } from '@devops-ai/contract'
import type { FoundObject } from '@devops-ai/engine'
import { EngineInspect, kinds, type OperationKind, operations, renderCommand } from '@devops-ai/operations'
import { explainDeed, loadPolicy } from '@devops-ai/policy'
import { expect, test } from 'vitest'
import { asking } from '../test/requests.ts'
import { indexed, local, world, type World } from '../test/world.ts'
import { askerOf, labelsOf, oneOfKind, type Situation, situationsOf } from '../../policy/src/testing/matrix.ts'
import { outcomeOf } from '../../policy/src/testing/oracle.ts'
import { gateway } from './gateway.ts'
import type { Answered } from './run/change.ts'

/**
 * The whole gateway before the oracle: every source, operation, level and circumstance that words can bring about, thawed
 * and frozen, before and after an approval. Only the engine, the journal's disk and the clock are fakes.
 */

const dir = await mkdtemp(join(tmpdir(), 'devops-ai-matrix-'))
const loaded = await loadPolicy({ dir, sources: [], isProtected: () => false, broken: () => {} })
await rm(dir, { recursive: true })
if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
const { policy } = loaded

const approver: Source = {
  ...askerOf({ asker: 'person who approves' }),
  id: SourceId.parse('another-approver'),
}

/** In which state the operation makes sense. */
const fit: Readonly<Record<string, 'exited' | 'paused'>> = {
  'container.start': 'exited',
  'container.remove': 'exited',
  'container.unpause': 'paused',
}

/** What is seen from outside: the outcome, and how many changes the engine was sent. */
interface Seen {
  readonly outcome: string
  readonly changes: number
}

/** This engine has no answer to some reads: whoever hears so had been let through to it. */
const unanswered = ['engine_unavailable', 'unknown_target']

const seenOf = (answered: Answered, kind: OperationKind): string => {
  if (!answered.ok)
    return operations[kind].access === 'read' && unanswered.includes(answered.code) ? 'runs' : answered.code
  return answered.answer.overall_status === 'approval_required' ? 'waits' : 'runs'
}

/**
 * A container with a memory limit, alone or with a healthy replica; one that removes itself loses its data when it stops. The
 * network of the operation is there, and what is to be disconnected from it is connected.
 */
function worldOf(situation: Situation): World {
  const { kind, dataLoss, lastHealthy } = situation
  const replica = { service: 'web', project: 'store' }
  const shop = indexed('shop', '1', { ...replica, status: fit[kind] ?? 'running', ...labelsOf(situation) })
  const it = world(lastHealthy ? [shop] : [shop, indexed('shop-2', '2', replica)])
  const network = networkOf(kind)
  if (network) it.engine.found = [network]
  const inspect = it.engine.states.get(shop.id)
  if (!inspect) throw new Error('the container has a state')
  const HostConfig = { ...inspect.HostConfig, AutoRemove: dataLoss, Memory: 2 ** 30 }
  const Networks = network && kind === 'network.disconnect' ? { [network.name]: { NetworkID: network.id } } : {}
  it.engine.states.set(shop.id, EngineInspect.parse({ ...inspect, HostConfig, NetworkSettings: { Networks } }))
  return it
}

function networkOf(kind: OperationKind): FoundObject | null {
  const operation = oneOfKind(kind)
  if (!('network' in operation)) return null
  const id = ObjectId.parse('f'.repeat(64))
  return { object: 'network', engine: local, id, name: operation.network, labels: {}, image: null }
}

/** One request of a cell; where it waits and `approved` is wished, another person approves. */
async function asked(situation: Situation, { frozen, approved }: Parameters<typeof outcomeOf>[1]): Promise<Seen> {
  const { kind, dryRun } = situation
  const it = worldOf(situation)
  const source = askerOf(situation)
  const theGateway = gateway({
    ...it.deps,
    policy,
    explainDeed,
    sources: [source, approver],
    isProtected: ({ labels }) => labels['devops-ai.role'] !== undefined,
  })
  if (frozen) await it.journal.append({ type: 'frozen', by: approver.id, reason: 'the night of a move' })
  const request = asking(
    renderCommand(oneOfKind(kind), 'shop'),
    { expected_operations: [kind], dry_run: dryRun },
    { source_id: source.id },
  )
  const answered = await theGateway.execute(source, request)
  const first = seenOf(answered, kind)
  if (first !== 'waits' || !approved) return { outcome: first, changes: it.engine.changes.length }
  expect(it.engine.changes).toEqual([])
  const id = ApprovalId.parse(answered.ok && answered.answer.approval?.id)
  const decided = await theGateway.approvals.decide(approver, id, { verdict: 'approve' })
  return { outcome: decided.ok ? 'runs' : decided.code, changes: it.engine.changes.length }
}

const takesAway = ['container.stop', 'container.kill', 'container.pause', 'container.restart', 'network.disconnect']

/** Effects are computed here: only what takes a replica away can take the last one, and only a stop loses data. */
const possible = ({ kind, dataLoss, lastHealthy }: Situation): boolean =>
  (!dataLoss || kind === 'container.stop') && (!lastHealthy || takesAway.includes(kind))
/** A Swarm is not to be had here; its operations are in the matrix of policy. */
const isHere = (kind: OperationKind): boolean => ['container', 'fleet'].includes(operations[kind].about)

test.for(kinds.filter(isHere))(
  '%s comes to what the design says, frozen or not, approved or not',
  { timeout: 120_000 },
  async (kind) => {
    const isChange = operations[kind].access === 'change'
    const wrong: unknown[] = []
    for (const situation of [...situationsOf(kind)].filter(possible)) {
      for (const frozen of [false, true]) {
        for (const approved of [false, true]) {
          const { outcome, changes } = await asked(situation, { frozen, approved })
          const expected = outcomeOf(situation, { frozen, approved })
          const ran = expected === 'runs' && isChange && !situation.dryRun ? 1 : 0
          if (outcome !== expected || changes !== ran)
            wrong.push({ ...situation, frozen, approved, outcome, changes, expected })
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([])
  },
)
