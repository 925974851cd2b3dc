import { type ProblemCode, type Refusal, refuse } from '@devops-ai/contract'
import type { RecordedApproval } from '@devops-ai/journal'
import { Operation } from '@devops-ai/operations'
import { aim } from '../aim.ts'
import type { Aimed, Asked } from '../case.ts'
import { changeAlone } from '../change-alone.ts'
import { engineOf, type GatewayDeps } from '../deps.ts'
import { knownNow } from '../known.ts'
import type { Answered } from '../run/change.ts'
import { plan } from '../run/plan.ts'
import { differsFrom } from './binding.ts'

/** Looks, assesses and decides anew, and runs it when all is as it was put before a person. */
export async function runApproved(deps: GatewayDeps, given: RecordedApproval): Promise<Answered> {
  const aiming = await aimedAgain(deps, given)
  if (!aiming.ok) return aiming
  const foreseen = await plan(deps, aiming.aimed, engineOf(deps, aiming.aimed.subjects[0].engine), { approved: true })
  return foreseen.ok
    ? await changeAlone(deps, foreseen.decided, { id: given.asked.approval_id, differs: differsFrom(given) })
    : foreseen
}

/** What passes by itself: the approval holds, and it is tried again. A freeze does not: it stops what was approved before it. */
const passing: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'engine_unavailable',
  'overloaded',
  'fenced',
  'journal_unavailable',
])

export const isPassing = ({ code }: Refusal): boolean => passing.has(code)

/** The recorded request aimed anew, since the world may have moved. Its source must still be one. */
async function aimedAgain(
  deps: GatewayDeps,
  { asked }: RecordedApproval,
): Promise<{ readonly ok: true; readonly aimed: Aimed } | Refusal> {
  const operation = Operation.safeParse(asked.operation)
  const source = deps.sources.find(({ id }) => id === asked.source_id)
  if (!source) return refuse('voided', `${asked.source_id}, who asked for it, is not in the sources file any more`)
  if (!operation.success) return refuse('voided', 'its operation is not known to this version of the gateway')
  const again: Asked = {
    source,
    id: asked.request_id,
    hash: asked.request_hash,
    name: asked.name,
    engine: asked.engine,
    expected: null,
    intent: asked.intent,
    context: asked.context,
    operation: operation.data,
    priority: asked.priority,
    dryRun: false,
  }
  return (await aim(deps, again, knownNow(deps))) ?? refuse('voided', 'it names nothing that can be changed')
}
