import type { ExecuteAnswer, GatewayClient, Reply, SourceId, Target } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import { patternOf, patterns, undoingOf, type Pattern, type PatternKey } from '../patterns.ts'
import { recorded, type RecordDeps } from './recorded.ts'
import { contextOf, readRequest } from './words.ts'
import { contextSentence } from '../gateway/context.ts'

export interface AskingDeps extends RecordDeps {
  readonly gateway: Pick<GatewayClient, 'execute' | 'executeText'>
  readonly sourceId: SourceId
}

/** The gateway as the performers ask it. Never throws; every call is on record. */
export interface Asking {
  /** One read, in the words of its pattern. */
  read(incident: Incident, about: Target, key: PatternKey): Promise<Reply<ExecuteAnswer>>
  /** The stored bytes of the incident's request; they may be sent again. */
  send(incident: Incident, body: string): Promise<Reply<ExecuteAnswer>>
}

/** The words of the change in hand, or of its undo. */
function wordsOf({ plan, undoing }: Incident): Pattern | null {
  if (undoing) return undoingOf(undoing.kind)
  return plan?.action === 'change' ? patternOf(plan.pattern) : null
}

export function asking(deps: AskingDeps): Asking {
  const { gateway, sourceId: source, now } = deps
  return {
    async read(incident, about, key) {
      const request = readRequest(incident, about, key, source, now())
      if (!request)
        return { kind: 'unexpected', status: 0, detail: `the name "${about.name}" cannot be sent to the gateway` }
      const context = request.action_request.context ?? ''
      return recorded(deps, { source, operation: patterns[key].operation, target: about.name, context }, () =>
        gateway.execute(request),
      )
    },
    send(incident, body) {
      const { target } = incident
      const operation = wordsOf(incident)?.operation ?? 'unknown'
      const context = target ? contextSentence(contextOf(incident, target, operation, now())) : ''
      return recorded(deps, { source, operation, target: target?.name ?? '', context }, () => gateway.executeText(body))
    },
  }
}
