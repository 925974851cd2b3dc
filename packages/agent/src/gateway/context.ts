import { type Instant, maxContextBytes } from '@devops-ai/contract'
import { oneLine } from '../intake/text.ts'

/** What the agent knows when it asks. `null` is not known and is left out. */
export interface Context {
  readonly service: string | null
  readonly alert: { readonly name: string; readonly summary: string } | null
  readonly severity: string | null
  readonly durationSeconds: number | null
  readonly analysis: { readonly sentence: string; readonly citations: readonly string[] } | null
  readonly operation: string | null
  readonly at: Instant
  readonly similarIncidents: number | null
  /** In percent. */
  readonly metrics: { readonly cpu: number | null; readonly memory: number | null } | null
  readonly reasoning: string | null
}

/** No part may crowd out the others: eleven parts of this size fit into the limit, four bytes to a character. */
const mostCharacters = 350

/** The context sentence of the contract: the parts in their order, joined by `. `. At most 16 kB. */
export function contextSentence(context: Context): string {
  const { service, severity, durationSeconds, operation, at, similarIncidents, reasoning } = context
  const parts: readonly (readonly [label: string, text: string | null])[] = [
    ['Service', service],
    ['Alert', alertText(context.alert)],
    ['Severity', severity],
    ['Duration', durationSeconds === null ? null : duration(durationSeconds)],
    ['AI Analysis', analysisText(context.analysis)],
    ['Operation', operation],
    ['Timestamp', at.replace(/\.\d+Z$/, 'Z')],
    ['History', similarIncidents === null ? null : `${similarIncidents} similar incidents in last 24h`],
    ['Metrics', metricsText(context.metrics)],
    ['Reasoning', reasoning],
  ]
  const known = parts.flatMap(([label, text]) =>
    text === null || tidy(text) === '' ? [] : [`${label}: ${tidy(text)}`],
  )
  return boundedContext(known.join('. '))
}

/** Cut to the bytes that the gateway takes, never within a character. */
export function boundedContext(text: string): string {
  const bytes = new TextEncoder().encode(text.toWellFormed())
  if (bytes.length <= maxContextBytes) return text.toWellFormed()
  return new TextDecoder().decode(bytes.subarray(0, maxContextBytes), { stream: true })
}

/** Text of others is one bounded line without the dot that would look like the end of a part. */
const tidy = (text: string): string => oneLine(text, mostCharacters).replace(/[.\s]+$/, '')

const alertText = (alert: Context['alert']): string | null =>
  alert && (alert.summary === '' ? alert.name : `${alert.name} - ${alert.summary}`)

const analysisText = (analysis: Context['analysis']): string | null =>
  analysis &&
  (analysis.citations.length === 0
    ? analysis.sentence
    : `${tidy(analysis.sentence)} (${analysis.citations.join(', ')})`)

function metricsText(metrics: Context['metrics']): string | null {
  const { cpu = null, memory = null } = metrics ?? {}
  const known = [
    cpu === null ? null : `CPU ${Math.round(cpu)}%`,
    memory === null ? null : `Memory ${Math.round(memory)}%`,
  ]
  return known.filter((text) => text !== null).join(', ') || null
}

/** As Prometheus and Go write it: `45s`, `2m0s`, `1h0m5s`. */
function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  if (hours > 0) return `${hours}h${minutes}m${rest}s`
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`
}
