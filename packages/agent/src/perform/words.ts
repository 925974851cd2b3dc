import { instant, type ExecuteRequest, type RequestId, type SourceId, type Target } from '@devops-ai/contract'
import { factsOf } from '../evidence/facts.ts'
import { contextSentence, type Context } from '../gateway/context.ts'
import { requestOf, restartService } from '../gateway/executor.ts'
import type { Incident } from '../incident/incident.ts'
import { MemoryData, similarIn24h } from '../memory/memory.ts'
import { patterns, type Pattern, type PatternKey } from '../patterns.ts'

/** A start that a sender could not have seen, such as Go's zero time, says nothing about the duration. */
const believable = Date.parse('2000-01-01T00:00:00Z')

/** What the agent knows when it asks for `operation`; a change is asked with the diagnosis that it stands on. */
export function contextOf(incident: Incident, about: Target, operation: string, now: Date): Context {
  const [first] = incident.alerts
  const began = Math.min(
    ...incident.alerts.map(({ starts_at }) => Date.parse(starts_at)).filter((at) => at > believable),
  )
  const usage = factsOf(incident.evidence).usage.at(-1)?.value
  return {
    service: about.service ?? about.name,
    alert: first ? { name: first.name, summary: first.summary } : null,
    severity: first?.severity ?? null,
    durationSeconds: Number.isFinite(began) ? (now.getTime() - began) / 1_000 : null,
    analysis: incident.diagnosis && { sentence: incident.diagnosis.sentence, citations: incident.diagnosis.citations },
    operation,
    at: instant(now),
    similarIncidents: similarOf(incident),
    metrics: usage ? { cpu: usage.cpu_percent, memory: usage.memory_percent } : null,
    reasoning: incident.undoing ? `the change made it worse: ${incident.undoing.why}` : (incident.plan?.reason ?? null),
  }
}

/** What is remembered of the service says more than what is known of this one container. */
function similarOf({ evidence, diagnosis, history }: Incident): number {
  const fact = MemoryData.safeParse(evidence.find(({ source }) => source === 'memory')?.data)
  return fact.success ? similarIn24h(fact.data, diagnosis?.cause ?? null) : history.incidents
}

/** A read in the words of its pattern. It needs no id: asking twice does no harm. Null when the name cannot be sent. */
export function readRequest(
  incident: Incident,
  about: Target,
  key: PatternKey,
  sourceId: SourceId,
  now: Date,
): ExecuteRequest | null {
  const { intent, operation, expected_operations }: Pattern = patterns[key]
  const context = contextSentence(contextOf(incident, about, operation, now))
  return requestOf({ target: about, intent, context, priority: 'NORMAL', expected_operations }, sourceId, null)
}

/** A change in the words of its pattern, under an id that is its alone. Null when the name cannot be sent. */
export function changeRequest(
  incident: Incident,
  target: Target,
  pattern: Pattern,
  sourceId: SourceId,
  id: RequestId,
  now: Date,
): ExecuteRequest | null {
  const { intent, operation, expected_operations } = pattern
  const context = contextSentence(contextOf(incident, target, operation, now))
  const words =
    operation === 'restart_service'
      ? restartService(target.service ?? target.name, context)
      : { intent, context, priority: 'HIGH' as const }
  return requestOf({ target, expected_operations, ...words }, sourceId, id)
}
