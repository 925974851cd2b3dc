export { logIndexNote, logWatchNote } from './log-notes.ts'
export { logTelemetry } from './log-telemetry.ts'
export { type Metrics, metrics } from './metrics.ts'
export type { AuditEntry, Telemetry } from './telemetry.ts'
