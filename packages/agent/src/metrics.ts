import type { Usage } from '@devops-ai/language-model'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { ended, type Incident } from './incident/incident.ts'

/** Operations that the success rate looks back on. */
const rateWindow = 100

/** What the agent counts, by the names that the contract gives. */
export interface Metrics {
  readonly registry: Registry
  alertsReceived(count: { readonly stored: number; readonly notUnderstood: number; readonly leftOut: number }): void
  /** `executionMs` is the time on the engine; null where the gateway did not tell. */
  operation(what: {
    readonly operation: string
    readonly success: boolean
    readonly seconds: number
    readonly executionMs: number | null
  }): void
  /** Share of the last operations that succeeded; 1 before the first. */
  successRate(): number
  incidentStepped(before: Incident, after: Incident): void
  /** How things stand, as the database says. */
  standing(now: { readonly storm: boolean; readonly changes: number; readonly queued: number }): void
  /** All loops have gone round. */
  beat(at: Date): void
  /** A cost that is not known is counted as such, never as 0. */
  modelUsed(usage: Usage): void
}

export function agentMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const alerts = new Counter({
    name: 'alerts_received_total',
    help: 'Alerts answered with 2xx, repeats included',
    registers,
  })
  const notUnderstood = new Counter({
    name: 'alerts_not_understood_total',
    help: 'Parts of bodies that were no alert; the log says why',
    registers,
  })
  const leftOut = new Counter({
    name: 'alerts_left_out_total',
    help: 'Alerts that their senders say they cut off',
    registers,
  })
  const duration = new Histogram({
    name: 'gateway_operation_duration_seconds',
    help: 'From asking the gateway to its answer',
    labelNames: ['operation'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const execution = new Histogram({
    name: 'gateway_command_execution_time_ms',
    help: 'Time of an operation on the engine, as the gateway tells it',
    labelNames: ['operation'],
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000],
    registers,
  })
  const rate = new Gauge({
    name: 'gateway_success_rate',
    help: `Share of the last ${rateWindow} operations that succeeded`,
    registers,
  })
  const beaten = new Gauge({
    name: 'agent_heartbeat_timestamp_seconds',
    help: 'When all loops of the agent had last gone round, in seconds since 1970; 0 before the first time',
    registers,
  })
  const incidents = new Counter({
    name: 'incidents_total',
    help: 'Incidents by how they went',
    labelNames: ['outcome'],
    registers,
  })
  const lasting = new Histogram({
    name: 'incident_duration_seconds',
    help: 'From the opening of an incident to its end',
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400],
    registers,
  })
  const storm = new Gauge({ name: 'storm_active', help: '1 while a storm of incidents lasts', registers })
  const changes = new Gauge({ name: 'changes_under_way', help: 'Changes that may run just now', registers })
  const queued = new Gauge({ name: 'changes_queued', help: 'Incidents that wait for their turn to change', registers })
  const tokens = new Counter({
    name: 'llm_tokens_total',
    help: 'Tokens sent and received',
    labelNames: ['direction', 'model'],
    registers,
  })
  const cost = new Counter({
    name: 'llm_cost_usd_total',
    help: 'Cost by the configured prices',
    labelNames: ['model'],
    registers,
  })
  const unknownCost = new Counter({
    name: 'llm_calls_without_price_total',
    help: 'Calls whose cost is unknown',
    labelNames: ['model'],
    registers,
  })
  const last: boolean[] = []
  rate.set(1)

  const successRate = () => (last.length === 0 ? 1 : last.filter(Boolean).length / last.length)
  return {
    registry,
    successRate,
    alertsReceived(count) {
      alerts.inc(count.stored)
      notUnderstood.inc(count.notUnderstood)
      leftOut.inc(count.leftOut)
    },
    operation({ operation, success, seconds, executionMs }) {
      duration.observe({ operation }, seconds)
      if (executionMs !== null) execution.observe({ operation }, executionMs)
      last.push(success)
      if (last.length > rateWindow) last.shift()
      rate.set(successRate())
    },
    beat: (at) => beaten.set(at.getTime() / 1_000),
    incidentStepped(before, after) {
      if (after.escalated && !before.escalated) incidents.inc({ outcome: 'escalated' })
      if (!ended(after) || ended(before) || after.endedAt === null) return
      incidents.inc({ outcome: after.phase })
      lasting.observe((Date.parse(after.endedAt) - Date.parse(after.openedAt)) / 1_000)
    },
    standing(now) {
      storm.set(now.storm ? 1 : 0)
      changes.set(now.changes)
      queued.set(now.queued)
    },
    modelUsed({ model, tokensIn, tokensOut, costUsd }) {
      tokens.inc({ direction: 'in', model }, tokensIn ?? 0)
      tokens.inc({ direction: 'out', model }, tokensOut ?? 0)
      if (costUsd === null) unknownCost.inc({ model })
      else cost.inc({ model }, costUsd)
    },
  }
}
