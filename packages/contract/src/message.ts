import { z } from 'zod'
import { JournalReference } from './execute.ts'
import { IncidentSummary, ModelCost, Phase, Verdict } from './incident.ts'
import { IncidentId, Instant } from './names.ts'

/** One change that was asked for: the words, what the gateway made of them, what came of it and how it is taken back. */
export const ToldOperation = z
  .object({
    intent: z.string(),
    /** The docker command as the gateway said it; null where it said none. */
    command: z.string().nullable(),
    result: z.string(),
    undo: z.string().nullable(),
    policies: z.array(z.string()),
    journal: JournalReference.nullable(),
  })
  .meta({ id: 'ToldOperation' })
export type ToldOperation = z.infer<typeof ToldOperation>

/** `escalated`: a person is needed. `approval`: a change waits for a yes or a no. `ended`: it is over. */
export const MessageKind = z.enum(['escalated', 'approval', 'ended'])
export type MessageKind = z.infer<typeof MessageKind>

/** Another incident of the same group. */
export const Companion = z.object({ incident: IncidentId, name: z.string(), phase: Phase }).meta({ id: 'Companion' })
export type Companion = z.infer<typeof Companion>

/**
 * What people are told, and the body of the signed webhook. `message_id` is the same whenever this is told again, on
 * every channel, and `repeat` counts how often it was; messages of one `thread` belong together.
 */
export const EscalationMessage = z
  .object({
    message_id: z.string(),
    thread: IncidentId,
    kind: MessageKind,
    repeat: z.int(),
    sent_at: Instant,
    title: z.string(),
    /** The whole story in lines of plain text. */
    text: z.string(),
    incident: IncidentSummary,
    /** Open incidents of its group, the oldest first, at most 50: people hear of them here, too. */
    group: z.array(Companion).default([]),
    reason: z.string(),
    /** What the agent would have done, or thinks should be done; null when it knows nothing. */
    suggestion: z.string().nullable(),
    diagnosis: z.string().nullable(),
    evidence: z.array(z.object({ number: z.string(), source: z.string(), sentence: z.string() })),
    operations: z.array(ToldOperation),
    verification: z.object({ verdict: Verdict, sentence: z.string() }).nullable(),
    cost: ModelCost,
    /** For whom or what it waits; null once it is over. */
    waiting_for: z.string().nullable(),
    /** The command that stops the repeats; null where nothing is repeated. */
    acknowledge: z.string().nullable(),
  })
  .meta({ id: 'EscalationMessage' })
export type EscalationMessage = z.infer<typeof EscalationMessage>
