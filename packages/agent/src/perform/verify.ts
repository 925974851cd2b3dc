import { HealthFacts, instant, Instant, type Evidence, type IncidentId } from '@devops-ai/contract'
import { z } from 'zod'
import { mint } from '../evidence/draft.ts'
import { factsOf } from '../evidence/facts.ts'
import { statusEvidence } from '../evidence/status.ts'
import type { Incident } from '../incident/incident.ts'
import { judge } from '../verification/judge.ts'
import type { Asking } from './asking.ts'
import { done, laterBy, type Performer } from './performer.ts'

const firstLookMs = 300
const mostBetweenLooksMs = 2_000
const Notes = z.array(z.object({ at: Instant, facts: HealthFacts.nullable() }))

export interface VerifyDeps {
  readonly asking: Pick<Asking, 'read'>
  /** All evidence of the incident so far, that of earlier verifications included. */
  readonly evidenceOf: (id: IncidentId) => Promise<readonly Evidence[]>
}

/** Looks whether it helped, again and again until that can be said. */
export const performVerify =
  ({ asking, evidenceOf }: VerifyDeps): Performer<'verify'> =>
  async ({ request_id, until }, { incident, notes, now }) => {
    const { plan, target, request } = incident
    if (plan?.action !== 'change' || !target || request?.id !== request_id) return done
    const before = Notes.safeParse(notes)
    const seen = await look(asking, incident)
    const observations = [...(before.success ? before.data : []), { at: instant(now()), facts: seen }]
    const baseline = factsOf(incident.evidence).status?.value ?? null
    const judgement = judge({ postcondition: plan.postcondition, baseline, observations, now: instant(now()), until })
    if (judgement.again) {
      const pause = Math.min(mostBetweenLooksMs, firstLookMs * 1.2 ** observations.length)
      return { later: laterBy(now(), pause), notes: observations.map(withoutProbes) }
    }
    const drafts = seen ? [{ ...statusEvidence(target, seen), source: 'verification' }] : []
    const evidence = mint(await evidenceOf(incident.id), drafts)
    return {
      events: [{ type: 'verified', verdict: judgement.verdict, sentence: judgement.sentence, evidence: [...evidence] }],
    }
  }

/** The target as it is now; null when it could not be looked at, or when somebody else answers to its name. */
async function look(asking: Pick<Asking, 'read'>, incident: Incident): Promise<HealthFacts | null> {
  if (!incident.target) return null
  const reply = await asking.read(incident, incident.target, 'health_validation')
  if (reply.kind !== 'answer' || reply.body.overall_status !== 'success') return null
  const { targets, execution_result } = reply.body.execution_details
  if (targets.length !== 1 || targets[0]?.id !== incident.target.id) return null
  const facts = HealthFacts.safeParse(execution_result.data)
  return facts.success ? facts.data : null
}

/** What is only noted stays small. */
const withoutProbes = ({ at, facts }: z.infer<typeof Notes>[number]) => ({
  at,
  facts: facts && { ...facts, probes: [] },
})
