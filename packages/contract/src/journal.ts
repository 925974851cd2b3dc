import { z } from 'zod'
import { AnyTarget, Decision, Effects, ExecuteAnswer, Priority, Undo, WireOperation } from './execute.ts'
import { Health, ContainerStatus } from './observe.ts'
import { ApprovalId, EngineName, Instant, RequestId, Sha256, SourceId, TargetName } from './names.ts'

/** What a container was before a change: the witness that tells later whether the change happened. */
export const ContainerBaseline = z
  .object({
    object: z.literal('container'),
    status: ContainerStatus,
    health: Health,
    started_at: z.string(),
    finished_at: z.string(),
    restart_count: z.int(),
    image_id: z.string(),
    auto_remove: z.boolean(),
    /** 0 and -1 are Docker's words for no limit. */
    memory_bytes: z.number(),
    nano_cpus: z.number(),
    pids_limit: z.number(),
    restart_policy: z.string(),
    networks: z.array(z.object({ id: z.string(), name: z.string(), aliases: z.array(z.string()) })),
    /** SHA-256 of the configuration as the engine tells it; null where it was not taken. */
    configuration: Sha256.nullable(),
  })
  .meta({ id: 'ContainerBaseline' })
export type ContainerBaseline = z.infer<typeof ContainerBaseline>

/** What a Swarm service was before a change. `version` counts every change of it. */
export const ServiceBaseline = z
  .object({
    object: z.literal('service'),
    version: z.int(),
    /** Null: it runs once on every node. */
    replicas: z.int().nullable(),
    force_update: z.int(),
    image: z.string(),
    has_previous: z.boolean(),
    update_state: z.string().nullable(),
    configuration: Sha256.nullable(),
  })
  .meta({ id: 'ServiceBaseline' })
export type ServiceBaseline = z.infer<typeof ServiceBaseline>

export const Baseline = z.discriminatedUnion('object', [ContainerBaseline, ServiceBaseline])
export type Baseline = z.infer<typeof Baseline>

/** One call of a change: most have one; a rolling restart has one for each container, in order. */
export const ChangeStep = z
  .object({
    operation: WireOperation,
    target: AnyTarget,
    before: Baseline,
    /** The full id of the network that the operation names. */
    network: z.string().nullable(),
  })
  .meta({ id: 'ChangeStep' })
export type ChangeStep = z.infer<typeof ChangeStep>

/** What is recorded of a change before it runs or is put before a person. */
const intended = {
  request_id: RequestId,
  request_hash: Sha256,
  source_id: SourceId,
  intent: z.string(),
  context: z.string(),
  command: z.string(),
  operation: WireOperation,
  sentence: z.string(),
  steps: z.array(ChangeStep).min(1),
  effects: Effects,
  undo: Undo.nullable(),
  decision: Decision,
}

/**
 * What an entry says, its `type` first. Before a change there is an `intent`, after it an `outcome`; reads are journaled by the size
 * and hash of their output, never the output; refusals by the first 200 redacted characters of the intent.
 */
export const JournalBody = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('opened'), version: z.string() }),
    z.object({ type: z.literal('intent'), ...intended, approval_id: ApprovalId.nullable() }),
    /** A person is asked. `name` and `engine` are the words of the request, by which it is planned anew. */
    z.object({
      type: z.literal('approval_requested'),
      ...intended,
      approval_id: ApprovalId,
      name: TargetName,
      engine: EngineName.nullable(),
      priority: Priority,
      expires_at: Instant,
    }),
    z.object({
      type: z.literal('approval_ended'),
      approval_id: ApprovalId,
      verdict: z.enum(['approved', 'rejected', 'expired', 'voided']),
      by: SourceId.nullable(),
      detail: z.string(),
    }),
    z.object({ type: z.literal('frozen'), by: SourceId, reason: z.string() }),
    z.object({ type: z.literal('thawed'), by: SourceId }),
    z.object({
      type: z.literal('outcome'),
      request_id: RequestId,
      inferred: z.boolean(),
      detail: z.string(),
      answer: ExecuteAnswer,
    }),
    z.object({
      type: z.literal('read'),
      source_id: SourceId,
      request_id: RequestId,
      operation: WireOperation,
      target: z.string(),
      output_sha256: Sha256,
      output_bytes: z.int(),
    }),
    z.object({
      type: z.literal('refusal'),
      source_id: SourceId,
      code: z.string(),
      intent_sha256: Sha256,
      excerpt: z.string(),
    }),
    z.object({ type: z.literal('unauthenticated'), count: z.int(), since: Instant }),
    z.object({ type: z.literal('recovered'), detail: z.string() }),
  ])
  .meta({ id: 'JournalBody' })
export type JournalBody = z.infer<typeof JournalBody>

/** The hash before the first entry. */
export const genesis = Sha256.parse('0'.repeat(64))

/** `hash` is the SHA-256 of the line's own text up to the field `hash`, which holds `previous`: so entries chain. */
export const JournalEntry = z
  .object({ sequence: z.int().min(0), at: Instant, previous: Sha256, body: JournalBody, hash: Sha256 })
  .meta({ id: 'JournalEntry' })
export type JournalEntry = z.infer<typeof JournalEntry>

/** `GET /journal?after=N`: at most `limit` entries whose sequence is greater than `after`. */
export const JournalPage = z.object({ entries: z.array(JournalEntry), head: z.int() }).meta({ id: 'JournalPage' })
export type JournalPage = z.infer<typeof JournalPage>

/** The text of an entry that is hashed; the line is this text with `,"hash":"…"}` behind it. */
export const hashedText = (sequence: number, at: Instant, previous: Sha256, body: JournalBody): string =>
  JSON.stringify({ sequence, at, previous, body }).slice(0, -1)

export const lineOf = (text: string, hash: Sha256): string => `${text},"hash":"${hash}"}`
