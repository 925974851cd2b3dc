import {
  type Approval,
  type ApprovalId,
  type ApprovalVerdict,
  type ExecuteAnswer,
  type Refusal,
  refuse,
  type Source,
} from '@devops-ai/contract'
import type { RecordedApproval } from '@devops-ai/journal'
import { Operation } from '@devops-ai/operations'
import { aim } from '../aim.ts'
import type { Aimed, Asked } from '../case.ts'
import { changeAlone, engineOf } from '../change-alone.ts'
import type { GatewayDeps } from '../deps.ts'
import { knownNow } from '../known.ts'
import type { OnceOnly } from '../once.ts'
import type { Answered } from '../run/change.ts'
import { plan } from '../run/plan.ts'
import { differsFrom } from './binding.ts'
import { approvalOf, stateOf, whyEnded } from './state.ts'

export type Verdict =
  | { readonly ok: true; readonly approval: Approval; readonly answer: ExecuteAnswer | null }
  | Refusal

export interface Approvals {
  /** Those that wait first, then those that ended, newest first. */
  list(): readonly Approval[]
  get(id: ApprovalId): Approval | Refusal
  /** A person's word. Approving runs the operation under its original id and resolves with its answer. */
  decide(person: Source, id: ApprovalId, verdict: ApprovalVerdict): Promise<Verdict>
  /** Takes up what a crash left: given and not run. Called once, at the start. */
  resume(): void
  /** Puts on record which questions nobody answered in time. */
  expire(): Promise<void>
}

/** Questions to people, kept by the journal alone: so they survive a restart as they were. */
export function approvals(deps: GatewayDeps, once: OnceOnly): Approvals {
  const { journal, now, telemetry } = deps

  /** Puts an end on record; one that cannot be recorded did not happen. */
  async function end(id: ApprovalId, verdict: Ended, by: Source | null, detail: string): Promise<Refusal | null> {
    try {
      await journal.append({ type: 'approval_ended', approval_id: id, verdict, by: by?.id ?? null, detail })
      return null
    } catch (error) {
      telemetry.alarmed('the end of an approval cannot be written to the journal', error)
      return refuse('journal_unavailable', 'the verdict cannot be written to the journal, so it does not count', {
        retryAfterSeconds: 30,
      })
    }
  }

  /** Runs what was approved, once, under its own id; whatever is another now makes it void. */
  const run = (recorded: RecordedApproval): Promise<Answered> =>
    once.runApproved(recorded.asked.request_id, recorded.asked.request_hash, async () => {
      const aimed = await aimedAgain(deps, recorded)
      if (!aimed.ok) return await ended(aimed)
      const foreseen = await plan(deps, aimed.aimed, engineOf(deps, aimed.aimed), { approved: true })
      if (!foreseen.ok) return await ended(foreseen)
      const differs = differsFrom(recorded, foreseen.decided)
      if (differs) return await ended(differs)
      const approved = {
        id: recorded.asked.approval_id,
        differs: (decided: typeof foreseen.decided) => differsFrom(recorded, decided),
      }
      const answered = await changeAlone(deps, foreseen.decided, approved)
      return answered.ok ? answered : await ended(answered)

      /** Given and not to be run: that is the end of it, in the words of the reason. */
      async function ended(refusal: Refusal): Promise<Refusal> {
        await end(recorded.asked.approval_id, 'voided', null, refusal.detail)
        return refusal
      }
    })

  async function approve(person: Source, recorded: RecordedApproval): Promise<Verdict> {
    const frozen = journal.frozen()
    if (frozen) return refuse('frozen', `all changes are frozen by ${frozen.by} (${frozen.reason}); the approval waits`)
    const { approval_id: id } = recorded.asked
    const failure = await end(id, 'approved', person, '')
    if (failure) return failure
    const answered = await run(journal.approval(id) ?? recorded)
    return answered.ok ? { ok: true, approval: current(id, recorded), answer: answered.answer } : answered
  }

  const current = (id: ApprovalId, before: RecordedApproval): Approval =>
    approvalOf(journal.approval(id) ?? before, now())

  async function decide(person: Source, id: ApprovalId, { verdict, reason = '' }: ApprovalVerdict): Promise<Verdict> {
    const recorded = journal.approval(id)
    if (!recorded) return unknownApproval(id)
    const may = deps.policy.may(person, 'approve')
    if (may.verdict !== 'allow')
      return refuse('not_approver', deps.explainDeed(may, person, 'approve'), { policies: may.policies })
    if (recorded.asked.source_id === person.id)
      return refuse('own_request', `${person.id} asked for this, expected another person to decide`)
    const turn = await deps.lanes.enter([`approval/${id}`], 'URGENT')
    if (!turn.entered)
      return refuse('overloaded', 'others are deciding on this approval at this moment', { retryAfterSeconds: 1 })
    using _lane = turn
    const latest = journal.approval(id) ?? recorded
    const over = whyEnded(latest, now())
    if (over) return over
    if (verdict === 'approve') return await approve(person, latest)
    const failure = await end(id, 'rejected', person, deps.redact.text(reason))
    return failure ?? { ok: true, approval: current(id, latest), answer: null }
  }

  return {
    decide,
    list: () => {
      const all = journal.approvals().map((recorded) => approvalOf(recorded, now()))
      const waiting = all.filter(({ state }) => state === 'waiting')
      return [...waiting, ...all.filter(({ state }) => state !== 'waiting').toReversed()]
    },
    get: (id) => {
      const recorded = journal.approval(id)
      return recorded ? approvalOf(recorded, now()) : unknownApproval(id)
    },
    resume: () => {
      for (const recorded of journal.approvals()) {
        const isGiven = stateOf(recorded, now()) === 'approved'
        if (isGiven && journal.operation(recorded.asked.request_id) === null) void run(recorded)
      }
    },
    expire: async () => {
      for (const recorded of journal.approvals())
        if (recorded.ended === null && stateOf(recorded, now()) === 'expired')
          await end(recorded.asked.approval_id, 'expired', null, 'nobody decided in time')
    },
  }
}

type Ended = NonNullable<RecordedApproval['ended']>['verdict']

const unknownApproval = (id: ApprovalId): Refusal =>
  refuse('unknown_approval', `there is no approval "${id}"; GET /approvals lists those of the last 24 hours`)

/** The recorded request aimed anew, since the world may have moved. Its source must still be one. */
async function aimedAgain(
  deps: GatewayDeps,
  { asked }: RecordedApproval,
): Promise<{ readonly ok: true; readonly aimed: Aimed } | Refusal> {
  const operation = Operation.safeParse(asked.operation)
  const source = deps.sources.find(({ id }) => id === asked.source_id)
  if (!operation.success || !source)
    return refuse('voided', `the ${source ? 'operation' : 'source'} of this approval is not known here any more`)
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
  return (await aim(deps, again, knownNow(deps))) ?? refuse('voided', 'this approval names nothing that can be changed')
}
