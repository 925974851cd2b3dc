import { ContainerId, type TargetInfo } from '@devops-ai/contract'
import { isFine } from './fine.ts'
import { namesOf } from './names.ts'

/** Which container an alert speaks of. A name that fits several, or none, is asked of a person and never guessed. */
export type Choice =
  | { readonly kind: 'known'; readonly target: TargetInfo; readonly name: string }
  | { readonly kind: 'ambiguous'; readonly name: string; readonly candidates: readonly TargetInfo[] }
  /** `name` is empty when no label names anything. */
  | { readonly kind: 'unknown'; readonly name: string }

export interface AlertLabels {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

/**
 * Labels are tried in `labelOrder`; the first one whose value is the full id, the container name, the service or an
 * alias of something decides. Comparison is exact: part of a name is not the name.
 */
export function chooseTarget(
  alert: AlertLabels,
  targets: readonly TargetInfo[],
  labelOrder: readonly string[],
): Choice {
  const names = namesOf(alert.labels, labelOrder)
  for (const name of names) {
    const found = named(name, within(alert.labels, targets))
    if (found.length > 0) return one(name, found)
  }
  return { kind: 'unknown', name: names[0] ?? '' }
}

/** Container names and ids mean one container; a service or an alias may mean all its replicas. */
function named(name: string, targets: readonly TargetInfo[]): readonly TargetInfo[] {
  if (ContainerId.safeParse(name).success) return targets.filter(({ id }) => id === name)
  const byName = targets.filter((target) => target.name === name)
  if (byName.length > 0) return byName
  const byService = targets.filter(({ service }) => service === name)
  return byService.length > 0 ? byService : targets.filter(({ aliases }) => aliases.includes(name))
}

/** Of several replicas the one that is not fine is meant, when there is exactly one such. */
function one(name: string, found: readonly TargetInfo[]): Choice {
  const [only, ...others] = found
  if (only && others.length === 0) return { kind: 'known', target: only, name }
  const [ailing, ...more] = found.filter((target) => !isFine(target))
  const replicas = new Set(found.map(({ engine, project, service }) => JSON.stringify([engine, project, service])))
  return ailing && more.length === 0 && replicas.size === 1
    ? { kind: 'known', target: ailing, name }
    : { kind: 'ambiguous', name, candidates: found }
}

/** An alert that says its engine or its Compose project means nothing outside them. */
function within(labels: AlertLabels['labels'], targets: readonly TargetInfo[]): readonly TargetInfo[] {
  const project = labels['com_docker_compose_project'] ?? labels['container_label_com_docker_compose_project']
  const engine = labels['engine']
  return targets.filter(
    (target) =>
      (project === undefined || target.project === project) && (!isEngine(engine, targets) || target.engine === engine),
  )
}

/** `engine` is a word that other senders use for other things: it counts where an engine has that name. */
const isEngine = (engine: string | undefined, targets: readonly TargetInfo[]): engine is string =>
  targets.some((target) => target.engine === engine)
