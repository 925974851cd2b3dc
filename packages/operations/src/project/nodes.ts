import { z } from 'zod'
import type { EngineNode } from '../engine/node.ts'
import { labelLines, labelsOf } from './labels.ts'
import { instantOf } from './moment.ts'
import { bytesText, type Projection } from './projection.ts'
import { by, counted, engineCell, factLines, shown } from './rows.ts'

/** What "list the nodes" answers in `data`. `manager` is null for a worker. */
export const NodesFacts = z.object({
  nodes: z.array(
    z.object({
      engine: z.string(),
      id: z.string(),
      name: z.string(),
      role: z.string(),
      availability: z.string(),
      state: z.string(),
      manager: z.enum(['leader', 'reachable', 'unreachable', 'unknown']).nullable(),
      version: z.string(),
    }),
  ),
  truncated: z.boolean(),
})
export type NodesFacts = z.infer<typeof NodesFacts>

interface NodesPart {
  readonly engine: string
  readonly answers: { readonly nodes: readonly EngineNode[] }
}

export function projectNodes(parts: readonly NodesPart[]): Projection<NodesFacts> {
  const all = parts.flatMap(({ engine, answers: { nodes } }) =>
    nodes.map((node) => ({
      engine,
      id: node.ID,
      name: shown(node.Description.Hostname),
      role: node.Spec.Role,
      availability: node.Spec.Availability,
      state: node.Status.State,
      manager: managerOf(node),
      version: shown(node.Description.Engine?.EngineVersion ?? ''),
    })),
  )
  const cell = engineCell(parts)
  const { rows, truncated, text } = counted(
    all.toSorted(by(({ engine, name, id }) => `${engine} ${name} ${id}`)),
    (row) => [cell(row), row.name, row.role, row.state, row.availability, row.manager, row.version],
    'no nodes',
  )
  return { data: { nodes: rows, truncated }, text }
}

type Manager = NodesFacts['nodes'][number]['manager']

function managerOf({ ManagerStatus }: EngineNode): Manager {
  if (!ManagerStatus) return null
  if (ManagerStatus.Leader) return 'leader'
  const { Reachability } = ManagerStatus
  return Reachability === 'reachable' || Reachability === 'unreachable' ? Reachability : 'unknown'
}

/** What "show the details of a node" answers in `data`. */
export const NodeFacts = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  availability: z.string(),
  state: z.string(),
  message: z.string(),
  address: z.string(),
  manager: NodesFacts.shape.nodes.element.shape.manager,
  joined_at: z.string().nullable(),
  version: z.string(),
  platform: z.string(),
  cpus: z.number(),
  memory_bytes: z.number(),
  engine_labels: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
})
export type NodeFacts = z.infer<typeof NodeFacts>

export function projectNode(node: EngineNode): Projection<NodeFacts> {
  const { Hostname, Platform, Resources, Engine } = node.Description
  const data: NodeFacts = {
    id: node.ID,
    name: shown(Hostname),
    role: node.Spec.Role,
    availability: node.Spec.Availability,
    state: node.Status.State,
    message: shown(node.Status.Message),
    address: node.Status.Addr,
    manager: managerOf(node),
    joined_at: instantOf(node.CreatedAt),
    version: shown(Engine?.EngineVersion ?? ''),
    platform: `${Platform?.OS ?? ''}/${Platform?.Architecture ?? ''}`,
    cpus: (Resources?.NanoCPUs ?? 0) / 1e9,
    memory_bytes: Resources?.MemoryBytes ?? 0,
    engine_labels: labelsOf(Engine?.Labels),
    labels: labelsOf(node.Spec.Labels),
  }
  return { data, text: nodeText(data) }
}

const nodeText = (facts: NodeFacts): string =>
  factLines([
    `name: ${facts.name}`,
    `state: ${facts.state}, ${facts.availability}${facts.message === '' ? '' : `, ${facts.message}`}`,
    `role: ${facts.role}${facts.manager === null ? '' : `, ${facts.manager}`}`,
    `address: ${facts.address}`,
    `docker: ${facts.version}, ${facts.platform}`,
    `machine: ${facts.cpus} processors, ${bytesText(facts.memory_bytes)} of memory`,
    ...labelLines(facts.labels),
  ])
