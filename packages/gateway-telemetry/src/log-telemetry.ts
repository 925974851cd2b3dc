import type { FastifyBaseLogger } from 'fastify'
import type { Metrics } from './metrics.ts'
import type { Telemetry } from './telemetry.ts'

/** Telemetry as log lines and metrics. */
export const logTelemetry = (log: FastifyBaseLogger, metrics: Metrics): Telemetry => ({
  interpreted: metrics.interpreted,
  executed: metrics.executed,
  audited: (entry) => log.info(`Gateway Operation: ${JSON.stringify(entry)}`),
  alarmed: (sentence, error) => log.error(error, sentence),
})
