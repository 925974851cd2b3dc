import {
  type Approval,
  type ApprovalId,
  type ApprovalVerdict,
  type ExecuteAnswer,
  type JournalBody,
  type Refusal,
  refuse,
  type Source,
} from '@devops-ai/contract'
import { approvalOf, approvalStateOf, isToRun, type RecordedApproval, whyEnded } from '@devops-ai/journal'
import { audit } from '../audit.ts'
import { mayNot } from '../deed.ts'
import type { GatewayDeps } from '../deps.ts'
import { whyFrozen } from '../freeze.ts'
import type { OnceOnly } from '../once.ts'
import { onRecord } from '../on-record.ts'
import type { Answered } from '../run/change.ts'
import { isPassing, runApproved } from './run-approved.ts'

export type Verdict =
  | { readonly ok: true; readonly approval: Approval; readonly answer: ExecuteAnswer | null }
  | Refusal

export interface Approvals {
  /** Those that wait, the oldest first; then the newest of those that ended. */
  list(): readonly Approval[]
  get(id: ApprovalId): Approval | Refusal
  /** A person's word. Approving runs the operation under its original id and resolves with its answer. */
  decide(person: Source, id: ApprovalId, verdict: ApprovalVerdict): Promise<Verdict>
  /**
   * Begins what was given and could not begin yet: the gateway was killed, the engine did not answer. Puts on record which
   * questions nobody answered in time. To be called at the start and ever again; resolves when these are on record.
   */
  tend(): Promise<void>
}

const mostEndedShown = 100

/** Questions to people, kept by the journal alone: so they survive a restart as they were. */
export function approvals(deps: GatewayDeps, once: OnceOnly): Approvals {
  const { journal, now, telemetry, redact } = deps
  const underway = new Set<ApprovalId>()

  const latest = (recorded: RecordedApproval): RecordedApproval =>
    journal.approval(recorded.asked.approval_id) ?? recorded

  /** Puts an end on record. */
  async function end(
    { asked }: RecordedApproval,
    verdict: Ended['verdict'],
    by: Ended['by'],
    detail: string,
  ): Promise<Refusal | null> {
    const { approval_id } = asked
    const body = { type: 'approval_ended' as const, approval_id, verdict, by, detail: redact.text(detail) }
    const written = await onRecord(deps, body, 'the verdict does not count and nothing is run')
    return written.ok ? null : written
  }

  /** Ends a question alone: of two verdicts, or of a verdict and the expiry, the first counts. */
  async function alone(
    recorded: RecordedApproval,
    ending: (now: RecordedApproval) => Promise<Refusal | null>,
  ): Promise<Refusal | null> {
    const turn = await deps.lanes.enter([`approval/${recorded.asked.approval_id}`], 'URGENT')
    if (!turn.entered)
      return refuse('overloaded', 'others are deciding on this approval at this moment', { retryAfterSeconds: 1 })
    using _lane = turn
    return await ending(latest(recorded))
  }

  async function take(
    recorded: RecordedApproval,
    by: Ended['by'],
    { verdict, reason = '' }: ApprovalVerdict,
  ): Promise<Refusal | null> {
    const over = whyEnded(recorded, now())
    if (over) return over
    if (verdict === 'reject') return await end(recorded, 'rejected', by, reason)
    const frozen = whyFrozen(deps)
    if (frozen) return { ...frozen, detail: `${frozen.detail}; the approval waits` }
    return await end(recorded, 'approved', by, reason)
  }

  const expire = async (recorded: RecordedApproval): Promise<Refusal | null> =>
    recorded.ended === null ? await end(recorded, 'expired', null, 'nobody decided in time') : null

  /** Runs what was given, once, under its own id. */
  async function run(recorded: RecordedApproval): Promise<Answered> {
    const { approval_id, request_id, request_hash } = recorded.asked
    underway.add(approval_id)
    try {
      return await once.runApproved(request_id, request_hash, () => begin(latest(recorded)))
    } finally {
      underway.delete(approval_id)
    }
  }

  /** What does not pass makes it void, in the words of the reason. */
  async function begin(given: RecordedApproval): Promise<Answered> {
    const { asked, ended } = given
    if (!isToRun(given)) {
      const over = whyEnded(given, now())
      if (over) return over
      throw new Error(`nobody has given the approval ${asked.approval_id}`)
    }
    const isLate = Date.parse(asked.expires_at) <= now().getTime()
    const answered = isLate
      ? refuse('voided', `it was approved and could not begin before it expired at ${asked.expires_at}`)
      : await runApproved(deps, given)
    audit(deps, asked, answered)
    if (answered.ok) return answered
    if (isPassing(answered))
      return { ...answered, detail: `${answered.detail}; it is approved and tried again until ${asked.expires_at}` }
    const detail = `nothing was run: ${answered.detail}`
    await end(given, 'voided', ended?.by ?? null, detail)
    return refuse('voided', detail, answered.policies && { policies: answered.policies })
  }

  return {
    decide: async (person, id, verdict) => {
      const recorded = journal.approval(id)
      if (!recorded) return unknownApproval(id)
      const refusal =
        whyNotBy(deps, person, recorded) ?? (await alone(recorded, (current) => take(current, person.id, verdict)))
      if (refusal) return refusal
      const answered = verdict.verdict === 'approve' ? await run(recorded) : null
      if (answered && !answered.ok) return answered
      return { ok: true, approval: approvalOf(latest(recorded), now()), answer: answered?.answer ?? null }
    },
    list: () => {
      const all = journal.approvals().map((recorded) => approvalOf(recorded, now()))
      const waiting = all.filter(({ state }) => state === 'waiting')
      const others = all.filter(({ state }) => state !== 'waiting')
      return [...waiting, ...others.slice(-mostEndedShown).toReversed()]
    },
    get: (id) => {
      const recorded = journal.approval(id)
      return recorded ? approvalOf(recorded, now()) : unknownApproval(id)
    },
    tend: async () => {
      const all = journal.approvals()
      const given = all.filter((one) => isToRun(one) && !underway.has(one.asked.approval_id))
      const late = all.filter((one) => one.ended === null && approvalStateOf(one, now()) === 'expired')
      // Asked only for work, since the question looks at the disk; what cannot be written is told by the health.
      if (given.length + late.length === 0 || !journal.writable()) return
      for (const one of given)
        void run(one).catch((error: unknown) =>
          telemetry.alarmed('an approved change ended in an error of ours', error),
        )
      await Promise.all(late.map((one) => alone(one, expire)))
    },
  }
}

/** Why this person's word does not count on this question, or null. */
function whyNotBy(deps: GatewayDeps, person: Source, { asked }: RecordedApproval): Refusal | null {
  const refusal = mayNot(deps, person, 'approve', 'not_approver')
  if (refusal) return refusal
  return asked.source_id === person.id
    ? refuse('own_request', `${person.id} asked for this, expected another person to decide`)
    : null
}

type Ended = Extract<JournalBody, { type: 'approval_ended' }>

const unknownApproval = (id: ApprovalId): Refusal =>
  refuse('unknown_approval', `there is no approval "${id}"; GET /approvals lists those of the last 24 hours`)
