import {
  type Effects,
  type PolicyExplainRequest,
  type PolicyExplanation,
  type Refusal,
  refuse,
  type Source,
  TargetName,
} from '@devops-ai/contract'
import { isContainer, type Known, otherNames, type Subject } from '@devops-ai/engine'
import { changeOf, isKind, Operation, type OperationKind, operations } from '@devops-ai/operations'
import { assess, describedEffects, describedSubject, effectsOfReading } from '@devops-ai/policy'
import { aim } from './aim.ts'
import { engineOf, type GatewayDeps } from './deps.ts'
import { knownNow } from './known.ts'
import { liveSubject, looked } from './run/looked.ts'

/** What a question about policy is about; `operation` is null where only its kind was given. */
interface Asked {
  readonly kind: OperationKind
  readonly operation: Operation | null
}

type Found = { readonly ok: true; readonly target: Subject | null; readonly effects: Effects } | Refusal

/** What policy would say to a request, why, and what would change it. The engine is looked at; nothing runs. */
export async function explained(
  deps: GatewayDeps,
  asker: Source,
  request: PolicyExplainRequest,
): Promise<{ readonly ok: true; readonly explanation: PolicyExplanation } | Refusal> {
  const source = sourceOf(deps, asker, request)
  if (!source) return refuse('invalid_request', `there is no source "${request.source_id}" in the sources file`)
  const known = knownNow(deps)
  const asked = await askedFor(deps, request, known)
  if ('ok' in asked) return asked
  const found = await foundFor(deps, request, asked, known)
  if (!found.ok) return found
  const { target, effects } = found
  const { priority = 'NORMAL', dry_run: dryRun = false, approved = false } = request
  const kind = verbFor(asked.kind, target)
  const question = { source, operation: { kind }, target, effects, priority, dryRun, approved }
  const { decision, sentence, ways } = deps.policy.explain(question)
  const about = { version: deps.policy.version, source_id: source.id, operation: kind, target: target?.name ?? null }
  return { ok: true, explanation: { ...about, effects, decision, sentence, ways: [...ways] } }
}

/** The verb that is right for what the name turned out to be. */
const verbFor = (kind: OperationKind, target: Subject | null): OperationKind =>
  target && !isContainer(target) ? (operations[kind].ofService ?? kind) : kind

const sourceOf = ({ sources }: GatewayDeps, asker: Source, { source_id = asker.id }: PolicyExplainRequest) =>
  source_id === asker.id ? asker : sources.find(({ id }) => id === source_id)

async function askedFor(
  { interpreter }: GatewayDeps,
  { operation, intent = '', target, described }: PolicyExplainRequest,
  known: Known,
): Promise<Asked | Refusal> {
  if (operation !== undefined) {
    if (!isKind(operation)) return refuse('invalid_request', `there is no operation "${operation}"`)
    const plain = Operation.safeParse({ kind: operation })
    return { kind: operation, operation: plain.success ? plain.data : null }
  }
  const name = target?.name ?? TargetName.safeParse(described?.name).data ?? TargetName.parse('container')
  const proposed = await interpreter.interpret({
    intent,
    context: '',
    target: name,
    expected: null,
    otherNames: otherNames(name, known),
  })
  return proposed.ok ? { kind: proposed.operation.kind, operation: proposed.operation } : proposed
}

/** The target and the effects: as described, or as they are. */
async function foundFor(
  deps: GatewayDeps,
  { target: wanted, described, effects = {} }: PolicyExplainRequest,
  { kind, operation }: Asked,
  known: Known,
): Promise<Found> {
  const { about, access } = operations[kind]
  if (about === 'fleet') return { ok: true, target: null, effects: effectsOfReading(false) }
  if (!wanted) {
    const isProtected = described?.protected ?? false
    return {
      ok: true,
      target: describedSubject(about, described ?? {}),
      effects: describedEffects(effects, isProtected),
    }
  }
  // Whatever is read of a container, its name stands for the same one.
  const aimedWith =
    operation ?? (access === 'read' && about === 'container' ? ({ kind: 'container.health' } as const) : null)
  if (!aimedWith)
    return refuse('invalid_request', `what ${kind} does hangs on its fields, expected an intent that says them`)
  const question = { operation: aimedWith, name: wanted.name, engine: wanted.engine ?? null, expected: null }
  const aiming = await aim(deps, question, known)
  if (!aiming) return { ok: true, target: null, effects: effectsOfReading(false) }
  if (!aiming.ok) return aiming
  const [subject] = aiming.aimed.subjects
  if (access === 'read') return { ok: true, target: subject, effects: effectsOfReading(deps.isProtected(subject)) }
  return await assessed(deps, subject, aiming.aimed.operation)
}

async function assessed(deps: GatewayDeps, subject: Subject, operation: Operation): Promise<Found> {
  const change = changeOf(operation)
  if (!change) throw new Error(`${operation.kind} changes nothing`)
  const look = await looked(engineOf(deps, subject.engine), subject)
  if (!look.ok) return look
  const { state } = look.value
  const target = liveSubject(subject, state)
  const { effects } = assess(change, operation, { ...deps, subject: target, before: state, all: deps.index.all() })
  return { ok: true, target, effects }
}
