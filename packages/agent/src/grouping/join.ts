import type { IncidentEvent, IncidentId, TargetInfo } from '@devops-ai/contract'
import { groupsOf, type Candidate, type Group } from './groups.ts'

/** Names that one event lists; `size` says how many there are. */
const mostListed = 20

/** The event for each incident that joins a group, or whose group or root is another one now. */
export function joining(
  candidates: readonly Candidate[],
  targets: readonly TargetInfo[],
): ReadonlyMap<IncidentId, IncidentEvent> {
  return new Map(
    groupsOf(candidates, targets).flatMap((group) =>
      group.members.flatMap((member): readonly (readonly [IncidentId, IncidentEvent])[] =>
        isTold(member, group) ? [] : [[member.id, groupedEvent(member, group)]],
      ),
    ),
  )
}

const isTold = ({ group: told }: Candidate, { id, root }: Group): boolean =>
  told !== null && told.id === id && told.root === root.id

function groupedEvent(member: Candidate, { id, root, members, depends }: Group): IncidentEvent {
  const dependsOnRoot = depends(member)
  return {
    type: 'grouped',
    group: id,
    root: root.id,
    root_name: root.target.name,
    depends: dependsOnRoot,
    size: members.length,
    members: members.slice(0, mostListed).map(({ id: incident, target }) => ({ id: incident, name: target.name })),
    reason: why(member, root, dependsOnRoot),
  }
}

function why(member: Candidate, root: Candidate, dependsOnRoot: boolean): string {
  if (member === root) return `others that depend on ${root.target.name} or belong to its service fail, too`
  return dependsOnRoot
    ? `${member.target.name} depends on ${root.target.name}`
    : `${member.target.name} and ${root.target.name} belong together`
}
