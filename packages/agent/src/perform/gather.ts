import type { Evidence, IncidentId, Reply, Target, TargetInfo, TargetsAnswer } from '@devops-ai/contract'
import type { AlertData } from '../evidence/alert.ts'
import { noTargetEvidence, roundEvidence, type Answered } from '../evidence/gathered.ts'
import type { NoTarget } from '../evidence/missing.ts'
import { whatToAsk } from '../evidence/question.ts'
import type { Incident } from '../incident/incident.ts'
import type { MemoryData } from '../memory/memory.ts'
import { type Choose, type Clock, pause } from '../ports.ts'
import type { AlertOfIncident } from '../store/alerts.ts'
import type { Choice } from '../target/choose.ts'
import type { Asking } from './asking.ts'
import type { KnownTargets } from './known-targets.ts'
import type { Performer } from './performer.ts'

/** All of a round's evidence is there by then, or it is missing, which is a fact too. */
const deadlineMs = 15_000

export interface GatherDeps {
  readonly targets: KnownTargets
  readonly asking: Pick<Asking, 'read'>
  /** All evidence of the incident so far, that of verifications included: its numbers are taken. */
  readonly evidenceOf: (id: IncidentId) => Promise<readonly Evidence[]>
  readonly alertsOf: (id: IncidentId) => Promise<readonly AlertOfIncident[]>
  /** What is remembered of the service of a target. */
  readonly memoryOf: (target: Target) => Promise<MemoryData>
  readonly choose: Choose
  readonly clock: Clock
}

/** Gathers a round of evidence: everything is asked at the same time, within one deadline. Reads only. */
export const performGather =
  (deps: GatherDeps): Performer<'gather'> =>
  async ({ round }, { incident }) => {
    const until = deps.clock.now().getTime() + deadlineMs
    const [listed, stored, known, memory] = await Promise.all([
      by(deps.clock, until, deps.targets.recent()),
      deps.alertsOf(incident.id),
      round === 1 ? [] : deps.evidenceOf(incident.id),
      // What is remembered is a fact once: it says what was before this incident.
      round === 1 && incident.target ? deps.memoryOf(incident.target) : null,
    ])
    const alerts = stored.map(({ alert, status }): AlertData => ({ ...alert, resolved: status === 'resolved' }))
    const targets = listed?.kind === 'answer' ? listed.body.targets : []
    const { target } = incident
    if (!target) {
      const choice: NoTarget =
        listed?.kind === 'answer'
          ? whyUnknown(incident, stored[0], targets, deps.choose)
          : { kind: 'silent', name: incident.name, detail: whyNot(listed) }
      return { events: [{ type: 'evidence_gathered', round, evidence: [...noTargetEvidence(known, alerts, choice)] }] }
    }
    const answers = await Promise.all(
      whatToAsk(incident.alerts, target, targets).map(async (question): Promise<Answered> => {
        if (question.after_seconds > 0) await pause(deps.clock, question.after_seconds * 1_000)
        return {
          question,
          reply: await by(deps.clock, until, deps.asking.read(incident, question.about, question.pattern)),
        }
      }),
    )
    // Without the list nobody knows what the target stands on, and that is said.
    const question = { subject: 'dependency', pattern: 'get_status', about: target, after_seconds: 0 } as const
    const unlisted: readonly Answered[] = listed?.kind === 'answer' ? [] : [{ question, reply: listed }]
    const evidence = roundEvidence({ known, alerts, target, targets, answers: [...answers, ...unlisted], memory })
    return { events: [{ type: 'evidence_gathered', round, evidence: [...evidence] }] }
  }

const whyNot = (reply: Exclude<Reply<TargetsAnswer>, { kind: 'answer' }> | null): string =>
  reply === null ? 'no answer before the deadline' : reply.kind === 'problem' ? reply.body.detail : reply.detail

/** Why the incident has no target. One that can be named only now is a candidate, no more: the incident stays as it opened. */
function whyUnknown(
  { name }: Incident,
  alert: AlertOfIncident | undefined,
  targets: readonly TargetInfo[],
  choose: Choose,
): Exclude<Choice, { kind: 'known' }> {
  const choice: Choice = alert ? choose(alert, targets) : { kind: 'unknown', name }
  return choice.kind === 'known' ? { kind: 'ambiguous', name: choice.name, candidates: [choice.target] } : choice
}

/** The answer, or null when it is not there by `until`. */
const by = <T>(clock: Clock, until: number, answer: Promise<T>): Promise<T | null> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(Math.min(deadlineMs, Math.max(1, until - clock.now().getTime())), () => resolve(null))
    answer.then(resolve, reject).finally(cancel)
  })
