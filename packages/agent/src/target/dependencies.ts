import type { Target, TargetInfo } from '@devops-ai/contract'
import { graphOf } from './graph.ts'

/** What the target stands on: the services of its own project that it names, and the container whose network it shares. */
export const directDependencies = (target: Target, targets: readonly TargetInfo[]): readonly TargetInfo[] =>
  graphOf(targets).direct(target)

/** What lives beside the target: the other containers of its project, or those without one where it has none. */
export function neighbours(target: Target, targets: readonly TargetInfo[]): readonly TargetInfo[] {
  const self = targets.find((info) => isSame(info, target))
  if (!self) return []
  return targets.filter((info) => !isSame(info, target) && info.engine === self.engine && info.project === self.project)
}

const isSame = (info: TargetInfo, target: Target): boolean => info.engine === target.engine && info.id === target.id
