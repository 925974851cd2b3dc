import {
  ContainerId,
  Diagnosis,
  EngineName,
  Evidence,
  History,
  IncidentAlert,
  IncidentEvent,
  IncidentGroup,
  IncidentId,
  Instant,
  OperationKind,
  Phase,
  Plan,
  RequestId,
  Target,
  Verdict,
} from '@devops-ai/contract'
import { z } from 'zod'
import type { Effect, Incident } from '../incident/incident.ts'

/** The shapes of what the tables hold, so that a row is parsed and never believed. */
export const IncidentSnapshot = z.object({
  id: IncidentId,
  target: Target.nullable(),
  name: z.string(),
  history: History,
  phase: Phase,
  alerts: z.array(IncidentAlert),
  round: z.int(),
  evidence: z.array(Evidence),
  diagnosis: Diagnosis.nullable(),
  plan: Plan.nullable(),
  suspected: z.array(z.string()),
  group: IncidentGroup.nullable().default(null),
  turn: Instant.nullable().default(null),
  exit: z
    .object({
      engine: EngineName,
      members: z.array(z.object({ id: ContainerId, name: z.string() })),
      last: Instant,
    })
    .nullable()
    .default(null),
  request: z.object({ id: RequestId, body: z.string(), deadline: Instant }).nullable(),
  change: z
    .object({
      outcome: z.enum(['succeeded', 'failed', 'unknown']),
      undo: z.object({ kind: OperationKind, sentence: z.string(), command: z.string() }).nullable(),
    })
    .nullable()
    .default(null),
  undoing: z
    .object({ of: RequestId, kind: OperationKind, sentence: z.string(), why: z.string() })
    .nullable()
    .default(null),
  approval: z
    .object({ request_id: RequestId, id: z.string(), until: Instant, granted: z.boolean() })
    .nullable()
    .default(null),
  asked: z.boolean().default(false),
  expiries: z.int().default(0),
  changes: z.int(),
  ineffective: z.int(),
  replans: z.int(),
  verification: Verdict.nullable(),
  waiting: z
    .object({ for: z.string(), until: Instant.nullable(), gate: z.string().nullable().default(null) })
    .nullable(),
  heldUntil: Instant.nullable().default(null),
  waits: z.int(),
  looks: z.int().default(0),
  freezes: z.int().default(0),
  escalated: z.boolean(),
  told: z.int().default(0),
  spokenBy: z.enum(['group', 'storm', 'nobody']).nullable().default(null),
  acknowledged: z.string().nullable().default(null),
  retries: z.int().default(0),
  openedAt: Instant,
  endedAt: Instant.nullable(),
}) satisfies z.ZodType<Incident>

export const EffectPayload = z.discriminatedUnion('do', [
  z.object({ do: z.literal('gather'), round: z.int() }),
  z.object({ do: z.literal('analyse'), round: z.int() }),
  z.object({ do: z.literal('request'), round: z.int() }),
  z.object({ do: z.literal('suspect'), name: z.string() }),
  z.object({ do: z.literal('members'), round: z.int(), until: Instant }),
  z.object({ do: z.literal('call'), request_id: RequestId }),
  z.object({ do: z.literal('await_approval'), request_id: RequestId }),
  z.object({ do: z.literal('verify'), request_id: RequestId, until: Instant }),
  z.object({ do: z.literal('undo'), request_id: RequestId }),
  z.object({ do: z.literal('verify_undo'), request_id: RequestId, until: Instant }),
  z.object({ do: z.literal('watch'), round: z.int(), at: Instant }),
  z.object({ do: z.literal('timer'), round: z.int(), at: Instant }),
  z.object({ do: z.literal('notify'), message_id: z.string() }),
  z.object({ do: z.literal('log'), event: IncidentEvent }),
]) satisfies z.ZodType<Effect>
