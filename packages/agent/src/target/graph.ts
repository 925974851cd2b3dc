import type { Target, TargetInfo } from '@devops-ai/contract'

/** What stands on what, as the gateway lists it. */
export interface TargetGraph {
  readonly of: (target: Pick<Target, 'engine' | 'id'>) => TargetInfo | null
  /** The services of its own project that it names, and the container whose network it shares. */
  readonly direct: (target: Pick<Target, 'engine' | 'id'>) => readonly TargetInfo[]
  /** All that it stands on, however many lie between; itself when it is part of a circle. */
  readonly all: (target: Pick<Target, 'engine' | 'id'>) => readonly TargetInfo[]
}

export const targetKey = ({ engine, id }: Pick<Target, 'engine' | 'id'>): string => `${engine}/${id}`

export function graphOf(targets: readonly TargetInfo[]): TargetGraph {
  const byKey = new Map(targets.map((info) => [targetKey(info), info]))
  const byService = Map.groupBy(targets, (info) => serviceKey(info, info.service ?? ''))
  const of: TargetGraph['of'] = (target) => byKey.get(targetKey(target)) ?? null
  const direct: TargetGraph['direct'] = (target) => {
    const self = of(target)
    if (!self) return []
    const named = self.depends_on.flatMap((service) => byService.get(serviceKey(self, service)) ?? [])
    const network = self.network_of === null ? null : of({ engine: self.engine, id: self.network_of })
    return [...new Set(network ? [...named, network] : named)].filter((info) => info !== self)
  }
  const all: TargetGraph['all'] = (target) => {
    const found = new Set<TargetInfo>()
    const left = [...direct(target)]
    for (let info = left.pop(); info; info = left.pop()) {
      if (found.has(info)) continue
      found.add(info)
      left.push(...direct(info))
    }
    return [...found]
  }
  return { of, direct, all }
}

/** A service without a name is none. */
const serviceKey = ({ engine, project }: Pick<TargetInfo, 'engine' | 'project'>, service: string): string =>
  JSON.stringify([engine, project, service])
