import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Usage } from '@devops-ai/language-model'
import type { IndexedContainer } from '@devops-ai/engine'

/** What `GET /metrics` shows. */
export interface Metrics {
  /** A request was answered: `source` is the authenticated source or `unauthenticated`. */
  requested(source: string, status: number, seconds: number): void
  interpreted(interpreter: string, status: string): void
  executed(kind: string, status: string): void
  active(count: number): void
  /** A language model answered. A price that is not known is counted as unknown, never as 0. */
  spent(usage: Usage): void
  /** Text for Prometheus and its content type. */
  page(): Promise<{ readonly type: string; readonly text: string }>
}

/** What is looked up when the page is asked for. */
export interface Seen {
  containers(): readonly IndexedContainer[]
  frozen(): boolean
  /** Approvals that wait for a person. */
  waiting(): number
}

export function metrics({ containers, frozen, waiting }: Seen): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'gateway_requests_total',
    help: 'Requests answered',
    labelNames: ['source_id', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'gateway_request_duration_seconds',
    help: 'Time from request to answer',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100],
    registers,
  })
  const generations = new Counter({
    name: 'gateway_command_generation_total',
    help: 'Intents interpreted',
    labelNames: ['interpreter', 'status'],
    registers,
  })
  const executions = new Counter({
    name: 'gateway_command_execution_total',
    help: 'Operations processed',
    labelNames: ['command_type', 'status'],
    registers,
  })
  let active = 0
  new Gauge({
    name: 'gateway_active_requests',
    help: 'Requests being processed now',
    registers,
    collect() {
      this.set(active)
    },
  })
  const tokens = new Counter({
    name: 'llm_tokens_total',
    help: 'Tokens of language models',
    labelNames: ['direction', 'model'],
    registers,
  })
  const cost = new Counter({
    name: 'llm_cost_usd_total',
    help: 'Known cost of language models',
    labelNames: ['model'],
    registers,
  })
  const unpriced = new Counter({
    name: 'llm_calls_without_price_total',
    help: 'Calls whose cost is unknown',
    labelNames: ['model'],
    registers,
  })
  new Gauge({
    name: 'container_state',
    help: '1 for the state that a container is in',
    labelNames: ['engine', 'name', 'service', 'state', 'health'],
    registers,
    collect() {
      this.reset()
      for (const { engine, name, service, status, health, oneOff } of containers()) {
        if (!oneOff) this.set({ engine, name, service: service ?? '', state: status, health }, 1)
      }
    },
  })
  new Gauge({
    name: 'gateway_frozen',
    help: '1 while no change runs because a person has frozen them',
    registers,
    collect() {
      this.set(frozen() ? 1 : 0)
    },
  })
  new Gauge({
    name: 'gateway_approvals_waiting',
    help: 'Changes that wait for a person',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  return {
    requested: (source, status, seconds) => {
      requests.inc({ source_id: source, status: String(status) })
      durations.observe(seconds)
    },
    interpreted: (interpreter, status) => generations.inc({ interpreter, status }),
    executed: (kind, status) => executions.inc({ command_type: kind, status }),
    active: (count) => void (active = count),
    spent: ({ model, tokensIn, tokensOut, costUsd }) => {
      tokens.inc({ direction: 'in', model }, tokensIn ?? 0)
      tokens.inc({ direction: 'out', model }, tokensOut ?? 0)
      if (costUsd === null) unpriced.inc({ model })
      else cost.inc({ model }, costUsd)
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
