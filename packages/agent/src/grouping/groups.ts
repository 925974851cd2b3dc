import type { IncidentGroup, IncidentId, Instant, Target, TargetInfo } from '@devops-ai/contract'
import { graphOf, targetKey, type TargetGraph } from '../target/graph.ts'

/** An open incident as grouping sees it. */
export interface Candidate {
  readonly id: IncidentId
  readonly target: Target
  readonly openedAt: Instant
  /** Names of containers on its engine that its own evidence points at. */
  readonly suspects: readonly string[]
  /** The group that it is in already. */
  readonly group: IncidentGroup | null
}

/** Incidents that belong together, the root among them. At least two. */
export interface Group {
  readonly id: IncidentId
  readonly root: Candidate
  readonly members: readonly Candidate[]
  /** Does a member depend on the root, as far as the engine or its own evidence says? */
  readonly depends: (member: Candidate) => boolean
}

/**
 * Incidents whose targets depend on each other, share a network or are replicas of one service form a group. Its root is the one
 * that most of the others depend on; among equals the earliest. Pure: whatever the order of the candidates, the groups are the same.
 */
export function groupsOf(candidates: readonly Candidate[], targets: readonly TargetInfo[]): readonly Group[] {
  const graph = graphOf(targets)
  const members = candidates.toSorted(earlier)
  const stand = standingOn(members, graph)
  const needs = new Map(members.map((member) => [member, withAllBelow(member, stand)]))
  const firstOfService = new Map<string, Candidate>()
  const links = members.map((member): readonly [Candidate, readonly Candidate[]] => {
    const service = serviceOf(member, graph)
    const sibling = service === null ? undefined : firstOfService.get(service)
    if (service !== null && !sibling) firstOfService.set(service, member)
    return [member, [...(needs.get(member) ?? []), ...(sibling ? [sibling] : [])]]
  })
  return joined(links)
    .filter((group) => group.length > 1)
    .map((group) => {
      const root = rootOf(group, needs)
      const id = group.find((member) => member.group)?.group?.id ?? group[0]?.id ?? root.id
      return { id, root, members: group, depends: (member) => needs.get(member)?.has(root) ?? false }
    })
}

type Needs = ReadonlyMap<Candidate, ReadonlySet<Candidate>>

/** The members that each member stands on: by the graph, whatever lies between, and by its own evidence. */
function standingOn(members: readonly Candidate[], graph: TargetGraph): Needs {
  const byKey = new Map(members.map((member) => [targetKey(member.target), member]))
  const byName = new Map(members.map((member) => [nameKey(member.target.engine, member.target.name), member]))
  return new Map(
    members.map((member) => {
      const { target, suspects } = member
      const others = [
        ...graph.all(target).flatMap((info) => byKey.get(targetKey(info)) ?? []),
        ...suspects.flatMap((name) => byName.get(nameKey(target.engine, name)) ?? []),
      ]
      return [member, new Set(others)]
    }),
  )
}

/** All that it stands on, through others too, without itself. */
function withAllBelow(self: Candidate, stand: Needs): ReadonlySet<Candidate> {
  const found = new Set<Candidate>()
  const left = [...(stand.get(self) ?? [])]
  for (let member = left.pop(); member; member = left.pop()) {
    if (found.has(member)) continue
    found.add(member)
    left.push(...(stand.get(member) ?? []))
  }
  found.delete(self)
  return found
}

const nameKey = (engine: string, name: string): string => `${engine} ${name}`

/** A Swarm service spans engines; a Compose service is one of its project on its engine. */
function serviceOf({ target }: Candidate, graph: TargetGraph): string | null {
  const info = graph.of(target)
  const swarm = info?.labels['com.docker.swarm.service.id']
  if (swarm !== undefined) return `swarm ${swarm}`
  return info?.service ? JSON.stringify([info.engine, info.project, info.service]) : null
}

/** Splits members into those that are linked, directly or through others; each part in the order that they came in. */
function joined(linked: readonly (readonly [Candidate, readonly Candidate[]])[]): readonly (readonly Candidate[])[] {
  const links = new Map<Candidate, Candidate[]>(linked.map(([member]) => [member, []]))
  for (const [member, others] of linked)
    for (const other of others) {
      links.get(member)?.push(other)
      links.get(other)?.push(member)
    }
  const partOf = new Map<Candidate, number>()
  for (const [part, [first]] of linked.entries()) {
    const left = partOf.has(first) ? [] : [first]
    for (let member = left.pop(); member; member = left.pop()) {
      if (partOf.has(member)) continue
      partOf.set(member, part)
      left.push(...(links.get(member) ?? []))
    }
  }
  return [
    ...Map.groupBy(
      linked.map(([member]) => member),
      (member) => partOf.get(member),
    ).values(),
  ]
}

function rootOf(group: readonly Candidate[], needs: Needs): Candidate {
  const dependents = (member: Candidate) => group.filter((other) => needs.get(other)?.has(member)).length
  const [first, ...others] = group
  if (!first) throw new Error('a group has members')
  let root = { member: first, count: dependents(first) }
  for (const member of others) {
    const count = dependents(member)
    if (count > root.count) root = { member, count }
  }
  return root.member
}

const earlier = (one: Candidate, other: Candidate): number =>
  Date.parse(one.openedAt) - Date.parse(other.openedAt) || (one.id < other.id ? -1 : 1)
