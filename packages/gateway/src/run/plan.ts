import { type Baseline, type Decision, type Effects, type Refusal, refuse } from '@devops-ai/contract'
import { ambiguous, type Engine, followersOf, isContainer, type Subject, targetOf } from '@devops-ai/engine'
import { changeOf, isAfter, type Operation, renderCommand, sentenceOf } from '@devops-ai/operations'
import { foundObjects } from '../aim.ts'
import { type Assessment, assess, together } from '@devops-ai/policy'
import type { Aimed, Decided, Step } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { whyFrozen } from '../freeze.ts'
import { liveSubject, looked } from './looked.ts'

export interface PlanOptions {
  /** Has a person approved exactly this? */
  readonly approved: boolean
}

type Planned = { readonly ok: true; readonly decided: Decided } | Refusal

/** One step with what it would do and what policy says of it. */
interface Judged extends Assessment {
  readonly step: Step
  readonly decision: Decision
}

/** Looks at all that a change touches by full ids, then assesses and decides upon what is there now. */
export async function plan(
  deps: GatewayDeps,
  aimed: Aimed,
  engine: Engine,
  { approved }: PlanOptions,
): Promise<Planned> {
  const frozen = aimed.dryRun ? null : whyFrozen(deps)
  if (frozen) return frozen
  const network = await networkOf(deps, aimed)
  if (network && !network.ok) return network
  const judged: Judged[] = []
  for (const [operation, subject] of whatRuns(deps, aimed)) {
    const one = await judgedStep(deps, aimed, engine, { operation, subject, network: network?.id ?? null, approved })
    if (!one.ok) return one
    judged.push(one)
  }
  const [first, ...more] = judged
  if (!first) throw new Error('a change has at least one step')
  return { ok: true, decided: decidedOf(aimed, [first, ...more]) }
}

/** The subjects in order, then the containers that must come along. */
function whatRuns(deps: GatewayDeps, { operation, subjects }: Aimed): readonly (readonly [Operation, Subject])[] {
  const rolls = changeOf(operation)?.rolls === true
  const followers = rolls ? followersOf(subjects.filter(isContainer), deps.index.all()) : []
  return [
    ...subjects.map((subject) => [operation, subject] as const),
    ...followers.map((subject) => [{ kind: 'container.restart' } as const, subject] as const),
  ]
}

async function judgedStep(
  deps: GatewayDeps,
  { source, priority, dryRun }: Aimed,
  engine: Engine,
  { operation, subject, network, approved }: Pick<Step, 'operation' | 'subject' | 'network'> & PlanOptions,
): Promise<({ readonly ok: true } & Judged) | Refusal> {
  const change = changeOf(operation)
  if (!change) throw new Error(`${operation.kind} changes nothing`)
  const look = await looked(engine, subject)
  if (!look.ok) return look
  const { state, specification } = look.value
  const fence = fenceAround(deps, subject, state)
  if (fence) return fence
  const unfit = change.unfit(operation, state)
  if (unfit !== null) return refuse('invalid_request', `${subject.name}: ${unfit}`)
  const live = liveSubject(subject, state)
  const assessment = assess(change, operation, { ...deps, subject: live, before: state, all: deps.index.all() })
  const { effects } = assessment
  const decision = deps.policy.decide({ source, operation, target: live, effects, priority, dryRun, approved })
  if (decision.verdict === 'deny')
    return refuse('denied', deps.explain(decision, live), { policies: decision.policies })
  const step = { operation, subject: live, target: targetOf(subject), before: state, network, specification }
  return { ok: true, step, decision, ...assessment }
}

function decidedOf(aimed: Aimed, judged: readonly [Judged, ...Judged[]]): Decided {
  const [first, ...more] = judged
  const steps: Decided['steps'] = [first.step, ...more.map(({ step }) => step)]
  const effects: readonly Effects[] = judged.map((one) => one.effects)
  return {
    ...aimed,
    steps,
    command: steps.map(({ operation, target }) => renderCommand(operation, target.name)).join(' && '),
    sentence: sentenceFor(steps),
    effects: together(effects, new Set(steps.map(({ target }) => target.name))),
    undo: more.length === 0 ? first.undo : null,
    decision: strictest(judged.map(({ decision }) => decision)),
  }
}

function sentenceFor(steps: readonly Pick<Step, 'operation' | 'target'>[]): string {
  const sentences = steps.map(({ operation, target }) => sentenceOf(operation, target.name))
  return sentences.length === 1
    ? sentences.join('')
    : `One after the other, each only when the one before is healthy: ${sentences.join(' ')}`
}

/** Whatever needs an approval for one of its steps needs it as a whole. */
function strictest(decisions: readonly Decision[]): Decision {
  const asking = decisions.filter(({ verdict }) => verdict === 'approve')
  const policies = (asking.length > 0 ? asking : decisions).flatMap((decision) => decision.policies)
  return { verdict: asking.length > 0 ? 'approve' : 'allow', policies: [...new Set(policies)].toSorted() }
}

/** The network that the operation names, by its full id; null for an operation that names none. */
async function networkOf(
  deps: GatewayDeps,
  { operation, subjects: [{ engine }] }: Aimed,
): Promise<{ readonly ok: true; readonly id: string } | Refusal | null> {
  const name = changeOf(operation)?.network?.(operation)
  if (name === undefined) return null
  const { found } = await foundObjects(deps, { name, engine }, 'network')
  const [network, ...more] = found
  if (!network) return refuse('unknown_target', `there is no network "${name}" on the engine ${engine}`)
  return more.length > 0 ? ambiguous({ name, engine }, found, 'network') : { ok: true, id: network.id }
}

/**
 * A target whose last change is unknown takes no other. The fence falls when the recovery finds out, when somebody
 * is seen to have started the container or changed the service after it, or with the target itself.
 */
function fenceAround({ recovery, journal }: GatewayDeps, { engine, id, name }: Subject, now: Baseline): Refusal | null {
  if (recovery.isBusy(engine, id)) {
    return refuse(
      'fenced',
      `what became of an earlier change of ${name} is being found out; until then it takes no other change`,
      { retryAfterSeconds: 5 },
    )
  }
  const unknown = journal.fenced(engine, id)
  const since = unknown?.outcome?.answer.timestamp_processed_utc
  if (!unknown || !since || movedSince(unknown.intent.steps.find(({ target }) => target.id === id)?.before, now, since))
    return null
  return refuse(
    'fenced',
    `nobody knows what became of the change ${unknown.intent.request_id} of ${name}, so it takes no other until somebody has looked and started it anew`,
  )
}

const movedSince = (before: Baseline | undefined, now: Baseline, since: string): boolean =>
  now.object === 'container'
    ? isAfter(now.started_at, since)
    : before?.object === 'service' && now.version > before.version
