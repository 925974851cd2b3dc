import type { TargetInfo } from '@devops-ai/contract'
import { isFine } from './fine.ts'
import { anId, hostOf, namesOf, plainLabels, type Name } from './names.ts'

/** Which container an alert speaks of. A name that fits several, or none, is asked of a person and never guessed. */
export type Choice =
  | { readonly kind: 'known'; readonly target: TargetInfo; readonly name: string }
  /** `why` where it is not the number of the candidates that leaves it open. */
  | {
      readonly kind: 'ambiguous'
      readonly name: string
      readonly candidates: readonly TargetInfo[]
      readonly why?: string
    }
  /** `name` is empty when no label names anything. */
  | { readonly kind: 'unknown'; readonly name: string }

export interface AlertLabels {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

/**
 * Labels are tried in `labelOrder`; the first one whose value is the id, the container name, the service or an alias of
 * something decides. Where that fits several, the labels after it may tell which. Comparison is exact: part of a
 * name is not the name.
 */
export function chooseTarget(
  alert: AlertLabels,
  targets: readonly TargetInfo[],
  labelOrder: readonly string[],
): Choice {
  const labels = plainLabels(alert.labels)
  const names = namesOf(labels, labelOrder)
  const within = narrowing(labels, targets)
  let teller: Choice | null = null
  for (const [place, name] of names.entries()) {
    const found = named(name, targets).filter(within)
    if (found.length === 0) continue
    if (name.kind !== 'scraped' || !found.some(tellsOfOthers))
      return one(name.text, narrowed(found, names.slice(place + 1)))
    teller ??= {
      kind: 'ambiguous',
      name: name.text,
      candidates: found,
      why: `"${name.text}" was asked for the figures, and it tells of others than itself`,
    }
  }
  const subject = names.find(({ kind }) => kind !== 'scraped')
  return subject ? { kind: 'unknown', name: subject.text } : (teller ?? { kind: 'unknown', name: names[0]?.text ?? '' })
}

/** Container names and ids mean one container; a service or an alias may mean all its replicas. */
function named({ text, kind }: Name, targets: readonly TargetInfo[]): readonly TargetInfo[] {
  const byId = anId.test(text) ? targets.filter(({ id }) => id.startsWith(text)) : []
  if (kind === 'id' || text.length === 64) return byId
  for (const is of [isNamed, isService, isAlias]) {
    const found = targets.filter((target) => is(target, text))
    if (found.length > 0) return found
  }
  return byId
}

const isNamed = ({ name }: TargetInfo, text: string): boolean => name === text
const isService = (target: TargetInfo, text: string): boolean => target.service === text || swarmOf(target) === text
const isAlias = ({ aliases }: TargetInfo, text: string): boolean => aliases.includes(text)

const swarmOf = ({ labels }: TargetInfo): string | null => labels['com.docker.swarm.service.name'] ?? null

/** Exporters and collectors: whoever asks one hears of others. */
const tellers = /exporter|cadvisor|telegraf|collector|pushgateway|netdata|blackbox|statsd|alloy|fluent|vector/i

const tellsOfOthers = ({ name, service, image }: TargetInfo): boolean =>
  [name, service ?? '', image.replace(/^.*\//, '')].some((text) => tellers.test(text))

/** Those of several that a further label names too, where there are any. */
function narrowed(found: readonly TargetInfo[], others: readonly Name[]): readonly TargetInfo[] {
  return others.reduce((left, name) => {
    const both = left.length > 1 ? named(name, left) : []
    return both.length > 0 ? both : left
  }, found)
}

/** Of several replicas the one that is not fine is meant, when there is exactly one such. */
function one(name: string, found: readonly TargetInfo[]): Choice {
  const [only, ...others] = found
  if (only && others.length === 0) return { kind: 'known', target: only, name }
  const [ailing, ...more] = found.filter((target) => !isFine(target))
  const services = new Set(
    found.map((target) => JSON.stringify([target.engine, target.project, target.service ?? swarmOf(target)])),
  )
  return ailing && more.length === 0 && services.size === 1
    ? { kind: 'known', target: ailing, name }
    : { kind: 'ambiguous', name, candidates: found }
}

/** Labels that may say on which engine it is; these words mean other things elsewhere, so they count where an engine is called so. */
const engineLabels = [
  'engine',
  'host',
  'hostname',
  'node',
  'nodename',
  'node_name',
  'com_docker_swarm_node_id',
  'instance',
]

/** An alert that says its engine, its Compose project or its stack means nothing outside them. */
function narrowing(
  labels: ReadonlyMap<string, string>,
  targets: readonly TargetInfo[],
): (target: TargetInfo) => boolean {
  const project = labels.get('com_docker_compose_project') ?? labels.get('compose_project')
  const stack = labels.get('com_docker_stack_namespace')
  const engines = new Set(targets.map(({ engine }): string => engine))
  const engine = engineLabels.map((label) => hostOf(labels.get(label) ?? '')).find((name) => engines.has(name))
  return (target) =>
    (project === undefined || target.project === project) &&
    (stack === undefined || target.labels['com.docker.stack.namespace'] === stack) &&
    (engine === undefined || target.engine === engine)
}
