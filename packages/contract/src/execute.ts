import { z } from 'zod'
import {
  ApprovalId,
  ContainerId,
  EngineName,
  Instant,
  ObjectId,
  OperationKind,
  RequestId,
  Sha256,
  SourceId,
  TargetName,
} from './names.ts'

export const maxIntentCharacters = 2_000
export const maxContextBytes = 16_384
export const maxRequestBytes = 65_536

export const Priority = z.enum(['LOW', 'NORMAL', 'HIGH', 'URGENT'])
export type Priority = z.infer<typeof Priority>

/** `POST /execute-docker-command`. `request_id` may also come as the header `Idempotency-Key`. */
export const ExecuteRequest = z
  .strictObject({
    source_id: SourceId,
    request_id: RequestId.optional(),
    target_resource: z.strictObject({ name: TargetName, engine: EngineName.optional() }),
    action_request: z.strictObject({
      intent: z
        .string()
        .max(maxIntentCharacters, `expected an intent of at most ${maxIntentCharacters} characters`)
        .refine((text) => text.trim() !== '', 'expected an intent in plain words, got an empty one'),
      context: z
        .string()
        .refine(
          (text) => new TextEncoder().encode(text).length <= maxContextBytes,
          `expected at most ${maxContextBytes} bytes`,
        )
        .optional(),
      priority: Priority.optional(),
      expected_operations: z.array(OperationKind).min(1).max(64).optional(),
      dry_run: z.boolean().optional(),
    }),
  })
  .meta({ id: 'ExecuteRequest' })
export type ExecuteRequest = z.infer<typeof ExecuteRequest>

/** The typed operation on the wire: its kind and, beside it, that kind's own fields. */
export const WireOperation = z.looseObject({ kind: OperationKind }).meta({ id: 'Operation' })
export type WireOperation = z.infer<typeof WireOperation>

/** What a name resolved to. `image` is the reference the container was made from and the id of the image it runs. */
export const Target = z
  .object({
    engine: EngineName,
    id: ContainerId,
    name: z.string(),
    service: z.string().nullable(),
    image: z.string(),
  })
  .meta({ id: 'Target' })
export type Target = z.infer<typeof Target>

/** What an operation may be about that is no container. */
export const ObjectKind = z.enum(['network', 'volume', 'image', 'service', 'node', 'stack'])
export type ObjectKind = z.infer<typeof ObjectKind>

/** The same for what is no container; a `service` here is one of Swarm. */
export const ObjectTarget = z
  .object({ object: ObjectKind, engine: EngineName, id: ObjectId, name: z.string() })
  .meta({ id: 'ObjectTarget' })
export type ObjectTarget = z.infer<typeof ObjectTarget>

export const AnyTarget = z.union([Target, ObjectTarget])
export type AnyTarget = z.infer<typeof AnyTarget>

export const isContainerTarget = (target: AnyTarget): target is Target => !('object' in target)

/** Facts computed from the engine's live state before anything runs. */
export const Effects = z
  .object({
    interrupts: z.boolean(),
    last_healthy_replica: z.boolean(),
    dependents: z.array(z.string()),
    data_loss: z.boolean(),
    reversible: z.boolean(),
    protected: z.boolean(),
  })
  .meta({ id: 'Effects' })
export type Effects = z.infer<typeof Effects>

/** The operation that reverses this one; `null` is said aloud: there is none. */
export const Undo = z
  .object({ operation: WireOperation, command: z.string(), sentence: z.string() })
  .meta({ id: 'Undo' })
export type Undo = z.infer<typeof Undo>

/** `data` is the truth as JSON; `stdout` is text for people, redacted and cut (`truncated` says so). */
export const ExecutionResult = z
  .object({
    status: z.enum(['SUCCESS', 'FAILURE', 'UNKNOWN', 'NOT_RUN']),
    exit_code: z.int().nullable(),
    stdout: z.string(),
    stderr: z.string(),
    data: z.json(),
    truncated: z.boolean(),
  })
  .meta({ id: 'ExecutionResult' })
export type ExecutionResult = z.infer<typeof ExecutionResult>

/** Every decision names the policies that made it. */
export const Decision = z
  .object({ verdict: z.enum(['allow', 'approve', 'deny']), policies: z.array(z.string()).min(1) })
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof Decision>

/** A line of the journal, named by its place and its hash. */
export const JournalReference = z.object({ sequence: z.int().min(0), hash: Sha256 }).meta({ id: 'JournalReference' })
export type JournalReference = z.infer<typeof JournalReference>

/**
 * 200: the request was processed. `failure` ran and failed; `unknown` cannot be known and fences the target;
 * `preview` ran nothing. `execution_time_ms` is the time on the engine.
 */
export const ExecuteAnswer = z
  .object({
    request_id: RequestId,
    timestamp_processed_utc: Instant,
    overall_status: z.enum(['success', 'failure', 'unknown', 'approval_required', 'preview']),
    execution_details: z.object({
      command: z.string(),
      operation: WireOperation,
      sentence: z.string(),
      targets: z.array(AnyTarget),
      execution_result: ExecutionResult,
      effects: Effects.nullable(),
      undo: Undo.nullable(),
    }),
    decision: Decision,
    execution_time_ms: z.number().min(0),
    journal: JournalReference.nullable(),
    approval: z.object({ id: ApprovalId, expires_at: Instant }).optional(),
  })
  .meta({ id: 'ExecuteAnswer' })
export type ExecuteAnswer = z.infer<typeof ExecuteAnswer>

/** `GET /operations/{request_id}`: how an unknown outcome becomes known. */
export const OperationState = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('pending'), request_id: RequestId, since: Instant }),
    z.object({
      state: z.literal('unknown'),
      request_id: RequestId,
      detail: z.string(),
      answer: ExecuteAnswer.nullable(),
    }),
    z.object({ state: z.literal('done'), request_id: RequestId, answer: ExecuteAnswer }),
    z.object({
      state: z.literal('approval_required'),
      request_id: RequestId,
      approval: z.object({ id: ApprovalId, expires_at: Instant }),
    }),
    z.object({ state: z.literal('rejected'), request_id: RequestId, by: SourceId, detail: z.string() }),
    z.object({ state: z.literal('expired'), request_id: RequestId, detail: z.string() }),
    z.object({ state: z.literal('voided'), request_id: RequestId, detail: z.string() }),
  ])
  .meta({ id: 'OperationState' })
export type OperationState = z.infer<typeof OperationState>
