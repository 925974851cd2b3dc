import {
  type Effects,
  type PolicyExplainRequest,
  type PolicyExplanation,
  type Refusal,
  refuse,
  type Source,
  TargetName,
} from '@devops-ai/contract'
import type { IndexedContainer } from '@devops-ai/engine'
import { baselineOf, isKind, Operation, type OperationKind, operations } from '@devops-ai/operations'
import { describedContainer, describedEffects } from '@devops-ai/policy'
import { assess, effectsOfReading } from './assess.ts'
import type { GatewayDeps } from './deps.ts'
import { otherNames } from './interpret/understood.ts'
import { knownNow } from './known.ts'
import { type Known, resolve } from './resolve.ts'
import { looked } from './run/looked.ts'

/** What a question about policy is about; `operation` is null where only its kind was given. */
interface Asked {
  readonly kind: OperationKind
  readonly operation: Operation | null
}

type Found = { readonly ok: true; readonly target: IndexedContainer | null; readonly effects: Effects } | Refusal

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
  const question = { source, operation: { kind: asked.kind }, target, effects, priority, dryRun }
  const { decision, sentence, ways } = deps.policy.explain(question, approved)
  const about = {
    version: deps.policy.version,
    source_id: source.id,
    operation: asked.kind,
    target: target?.name ?? null,
  }
  return { ok: true, explanation: { ...about, effects, decision, sentence, ways: [...ways] } }
}

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
  if (operations[kind].command.target === 'none') return { ok: true, target: null, effects: effectsOfReading(false) }
  if (!wanted) {
    const isProtected = described?.protected ?? false
    return { ok: true, target: describedContainer(described ?? {}), effects: describedEffects(effects, isProtected) }
  }
  const resolved = resolve({ name: wanted.name, engine: wanted.engine ?? null }, known)
  if (!resolved.ok) return resolved
  const { container } = resolved
  if (operations[kind].access === 'read')
    return { ok: true, target: container, effects: effectsOfReading(deps.isProtected(container)) }
  if (!operation)
    return refuse('invalid_request', `what ${kind} does hangs on its fields, expected an intent that says them`)
  const look = await looked(
    container,
    async () => (await deps.engines.get(container.engine)?.inspect(container.id)) ?? null,
  )
  if (!look.ok) return look
  const before = baselineOf(look.value)
  const target = { ...container, status: before.status, health: before.health }
  const { effects: computed } = assess(operation, {
    container: target,
    before,
    all: deps.index.all(),
    isProtected: deps.isProtected,
  })
  return { ok: true, target, effects: computed }
}
