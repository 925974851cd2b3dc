import { instant, type Evidence, type IncidentId } from '@devops-ai/contract'
import { mint, type Draft } from '../evidence/draft.ts'
import { factsOf } from '../evidence/facts.ts'
import { statusEvidence } from '../evidence/status.ts'
import type { Incident } from '../incident/incident.ts'
import { judge, type Observation } from '../verification/judge.ts'
import { weigh, type Opinion, type Weighed } from '../verification/opinions.ts'
import { restored } from '../verification/restored.ts'
import type { Asking } from './asking.ts'
import { look, noted, Observations, pauseAfter } from './look.ts'
import { done, laterBy, type Performed, type Performer } from './performer.ts'

export interface VerifyDeps {
  readonly asking: Pick<Asking, 'read'>
  /** All evidence of the incident so far, that of earlier verifications included. */
  readonly evidenceOf: (id: IncidentId) => Promise<readonly Evidence[]>
  /** What others than the engine say of the trouble. */
  readonly opinions: (incident: Incident, signal: AbortSignal) => Promise<readonly Opinion[]>
}

/** Looks whether it helped, again and again until that can be said. */
export const performVerify =
  ({ asking, evidenceOf, opinions }: VerifyDeps): Performer<'verify'> =>
  async ({ request_id, until }, { incident, notes, now, signal }) => {
    const { plan, target, request } = incident
    if (plan?.action !== 'change' || !target || request?.id !== request_id) return done
    const observations = await lookedAgain(asking, incident, notes, now)
    const baseline = factsOf(incident.evidence).status?.value ?? null
    const engine = judge({ postcondition: plan.postcondition, baseline, observations, now: instant(now()), until })
    const judgement: Weighed =
      !engine.again && engine.verdict === 'fixed'
        ? weigh(engine.sentence, await opinions(incident, signal), instant(now()), until)
        : engine
    if (judgement.again) return again(observations, now)
    const { verdict, sentence, contradicted = false } = judgement
    const evidence = mint(await evidenceOf(incident.id), draftsOf(incident, observations))
    return {
      events: [
        { type: 'verified', verdict, sentence, evidence: [...evidence], ...(contradicted && { contradicted: true }) },
      ],
    }
  }

/** Looks whether the target is as it was before a change that was taken back. */
export const performVerifyUndo =
  ({ asking, evidenceOf }: Omit<VerifyDeps, 'opinions'>): Performer<'verify_undo'> =>
  async ({ request_id, until }, { incident, notes, now }) => {
    if (incident.request?.id !== request_id || !incident.undoing) return done
    const observations = await lookedAgain(asking, incident, notes, now)
    const baseline = factsOf(incident.evidence).status?.value ?? null
    const judgement = restored({ baseline, observations, now: instant(now()), until })
    if (judgement.again) return again(observations, now)
    const { verdict, sentence } = judgement
    const evidence = mint(await evidenceOf(incident.id), draftsOf(incident, observations))
    return { events: [{ type: 'undo_verified', verdict, sentence, evidence: [...evidence] }] }
  }

async function lookedAgain(
  asking: Pick<Asking, 'read'>,
  incident: Incident,
  notes: unknown,
  now: () => Date,
): Promise<readonly Observation[]> {
  const before = Observations.safeParse(notes)
  return [...(before.success ? before.data : []), await look(asking, incident, now)]
}

const again = (observations: readonly Observation[], now: () => Date): Performed => ({
  later: laterBy(now(), pauseAfter(observations.length)),
  notes: noted(observations),
})

/** What was seen last is evidence. */
function draftsOf({ target }: Incident, observations: readonly Observation[]): readonly Draft[] {
  const facts = observations.at(-1)?.facts
  return target && facts ? [{ ...statusEvidence(target, facts), source: 'verification' }] : []
}
