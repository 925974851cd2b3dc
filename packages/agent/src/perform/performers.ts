import { instant, type GatewayClient, type IncidentId } from '@devops-ai/contract'
import type { AdmissionLimits } from '../admission/gate.ts'
import { alertmanagerSilences, noSilences, type SilencesNow } from '../admission/silences.ts'
import { questionOf, type Analyst } from '../analyst/seat.ts'
import type { AgentConfig } from '../config.ts'
import type { Metrics } from '../metrics.ts'
import type { Choose, Clock, Log, NewId } from '../ports.ts'
import { alertsOf } from '../store/alerts.ts'
import type { Rules } from '../store/append.ts'
import type { Database } from '../store/database.ts'
import { hush } from '../storm/hush.ts'
import { compose } from '../notify/compose.ts'
import { memoryOf } from '../store/memory.ts'
import { evidenceOf } from '../store/incidents.ts'
import { currentPause } from '../store/pauses.ts'
import { ended } from '../incident/incident.ts'
import { afterTheEnd } from './after-the-end.ts'
import { analysed, performAnalyse } from './analyse.ts'
import { asking } from './asking.ts'
import { performAwaitApproval } from './await-approval.ts'
import { performCall } from './call.ts'
import { performGather } from './gather.ts'
import { performMembers } from './members.ts'
import { performNotify, type NotifyDeps } from './notify.ts'
import type { KnownTargets } from './known-targets.ts'
import type { Performer, Performers } from './performer.ts'
import { performRequest } from './request.ts'
import { performSuspect, type SuspectDeps } from './suspect.ts'
import { performTimer } from './timer.ts'
import { performUndo, undoRequest } from './undo.ts'
import { performVerify, performVerifyUndo } from './verify.ts'
import { performWatch } from './watch.ts'
import { alertOpinions, opinionsOn } from './opinions.ts'
import type { Monitor } from '../verification/monitor.ts'

export interface Wiring {
  readonly config: AgentConfig
  readonly db: Database
  readonly gateway: GatewayClient
  readonly targets: KnownTargets
  readonly analyst: Analyst
  readonly choose: Choose
  /** Null: no monitor is configured. */
  readonly monitor: Monitor | null
  readonly channels: NotifyDeps['channels']
  readonly planTelling: NotifyDeps['plan']
  readonly raise: SuspectDeps['raise']
  readonly metrics: Metrics
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly now: () => Date
}

const requestDeps = ({ config, newId }: Wiring) => ({
  newId,
  sourceId: config.gateway.sourceId,
  deadlineSeconds: config.operationDeadlineSeconds,
})

/** Every effect with what performs it. */
export function performersOf(wiring: Wiring): Performers {
  const { config, db, gateway, targets, analyst, choose, channels, planTelling, clock, log, monitor } = wiring
  const asked = asking({ ...wiring, sourceId: config.gateway.sourceId })
  const evidence = (id: IncidentId) => evidenceOf(db, id)
  const alerts = (id: IncidentId) => alertsOf(db, id)
  return {
    gather: performGather({
      targets,
      asking: asked,
      evidenceOf: evidence,
      alertsOf: alerts,
      memoryOf: (target) => memoryOf(db, target, instant(clock.now())),
      choose,
      clock,
    }),
    analyse: performAnalyse(analyst),
    request: performRequest({
      ...{ ...requestDeps(wiring), targets, asking: asked, silences: silencesOf(wiring) },
      limits: admissionLimits(config),
    }),
    call: unlessOver(
      wiring,
      performCall({ asking: asked, gateway, paused: async () => (await currentPause(db))?.by ?? null }),
    ),
    await_approval: unlessOver(
      wiring,
      performAwaitApproval({ gateway, deadlineSeconds: config.operationDeadlineSeconds }),
    ),
    undo: performUndo(requestDeps(wiring)),
    verify: performVerify({
      asking: asked,
      evidenceOf: evidence,
      opinions: (incident, signal) => opinionsOn({ asking: asked, monitor, alertsOf: alerts }, incident, signal),
    }),
    verify_undo: performVerifyUndo({ asking: asked, evidenceOf: evidence }),
    watch: performWatch({
      asking: asked,
      stableSeconds: config.stableSeconds,
      lookAgainSeconds: config.limits.lookAgainSeconds,
      opinions: (incident, signal) => alertOpinions({ monitor, alertsOf: alerts }, incident, signal),
    }),
    suspect: performSuspect(wiring),
    members: performMembers({ targets, evidenceOf: evidence, stableSeconds: config.stableSeconds }),
    timer: performTimer,
    notify: performNotify({
      ...{ log, channels },
      hush: (incident, message_id) => hush(db, incident, message_id),
      plan: planTelling,
      compose: (incident, message_id, sent_at) => compose(db, incident, message_id, { repeat: 0, sent_at }),
    }),
  }
}

/** Once the incident has ended nothing is done about its request, but to write down what became of it. */
const unlessOver =
  <K extends 'call' | 'await_approval'>(
    { gateway, config: { operationDeadlineSeconds: deadlineSeconds } }: Wiring,
    performer: Performer<K>,
  ): Performer<K> =>
  (effect, circumstances) =>
    ended(circumstances.incident)
      ? afterTheEnd({ gateway, deadlineSeconds }, effect.request_id, circumstances)
      : performer(effect, circumstances)

const silencesOf = ({ config: { admission }, now }: Wiring): SilencesNow =>
  admission.alertmanagerUrl === null ? noSilences : alertmanagerSilences(admission.alertmanagerUrl, { fetch, now })

const admissionLimits = ({ admission, limits, recheckSeconds, storm }: AgentConfig): AdmissionLimits => ({
  changesPerHour: { target: limits.changesPerHour, ...admission.changesPerHour },
  ineffectiveChanges: limits.ineffectiveChanges,
  waitSeconds: limits.waitSeconds,
  changesAtOnce: storm.changesAtOnce,
  coolDownSeconds: admission.coolDownSeconds,
  deployGraceSeconds: admission.deployGraceSeconds,
  recheckSeconds,
})

/** The budget, and what needs nothing from outside and therefore follows at once, in the same transaction. */
export const rulesOf = (wiring: Wiring): Rules => ({
  limits: wiring.config.limits,
  atOnce(incident, effect, { at }) {
    const { analyst } = wiring
    if (effect.do === 'undo') return [undoRequest(requestDeps(wiring), incident, new Date(at))]
    if (effect.do === 'analyse' && analyst.kind === 'rules')
      return [analysed(analyst.conclude(questionOf(incident), new Date(at)))]
    return null
  },
})
