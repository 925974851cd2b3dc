import type { IncidentAlert, Target, TargetInfo } from '@devops-ai/contract'
import type { PatternKey } from '../patterns.ts'
import { directDependencies } from '../target/dependencies.ts'

/** What an answer will be used as. */
export type Subject = 'status' | 'logs' | 'dependency' | 'usage'

/** One thing to ask of the gateway, in the words of its pattern. */
export interface Question {
  readonly subject: Subject
  readonly pattern: PatternKey
  readonly about: Target
  /** How long to wait before asking: a second sample says something only when time has passed. */
  readonly after_seconds: number
}

/** Between two samples of memory use, so that a rise can be told from a level. */
const sampleSeconds = 2

/**
 * All that is asked in one round, to be asked at the same time. The logs are always among it: a cause that no restart
 * repairs is seldom anywhere else. Use of memory takes seconds and is asked only when an alert speaks of memory.
 */
export function whatToAsk(
  alerts: readonly IncidentAlert[],
  target: Target,
  targets: readonly TargetInfo[],
): readonly Question[] {
  const ask = (subject: Subject, pattern: PatternKey, about: Target, after_seconds = 0): Question => ({
    subject,
    pattern,
    about,
    after_seconds,
  })
  return [
    ask('status', 'get_status', target),
    ask('logs', 'logs_investigation', target),
    ...directDependencies(target, targets).map((info) => ask('dependency', 'get_status', targetOf(info))),
    ...(alerts.some(speaksOfMemory)
      ? [ask('usage', 'show_usage', target), ask('usage', 'show_usage', target, sampleSeconds)]
      : []),
  ]
}

export const speaksOfMemory = ({ name, summary }: Pick<IncidentAlert, 'name' | 'summary'>): boolean =>
  /mem(ory)?(?![a-z])|memory|oom|out.?of.?mem|heap|\brss\b|leak/i.test(`${name} ${summary}`)

export const targetOf = ({ engine, id, name, service, image }: TargetInfo): Target => ({
  engine,
  id,
  name,
  service,
  image,
})
