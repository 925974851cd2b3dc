import type { Target, TargetInfo } from '@devops-ai/contract'
import type { Purse } from '../store/changes.ts'
import type { Facts } from './gate.ts'

/** A service keeps its budget when its containers are made anew; so does a name that has no service. */
export function serviceOf({ target, targets }: Pick<Facts, 'target' | 'targets'>): string {
  if (target.service === null) return target.name
  const project = targets?.find(({ engine, id }) => engine === target.engine && id === target.id)?.project
  return `${project ?? ''}/${target.service}`
}

export const purseOf = (facts: Pick<Facts, 'target' | 'targets'>): Purse => ({
  engine: facts.target.engine,
  container_id: facts.target.id,
  service: serviceOf(facts),
  image: facts.target.image,
})

/** Another container of the same service, on the same engine. */
export function isSameService(info: TargetInfo, target: Target, targets: readonly TargetInfo[]): boolean {
  const self = targets.find(({ engine, id }) => engine === target.engine && id === target.id)
  return (
    self !== undefined &&
    self.service !== null &&
    info.engine === self.engine &&
    info.project === self.project &&
    info.service === self.service
  )
}
