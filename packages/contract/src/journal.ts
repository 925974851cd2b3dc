import { z } from 'zod'
import { Decision, Effects, ExecuteAnswer, Target, Undo, WireOperation } from './execute.ts'
import { Health, ContainerStatus } from './observe.ts'
import { Instant, RequestId, Sha256, SourceId } from './names.ts'

/** What a target was before a change: the witness that tells later whether the change happened. */
export const Baseline = z
  .object({
    status: ContainerStatus,
    health: Health,
    started_at: z.string(),
    finished_at: z.string(),
    restart_count: z.int(),
    image_id: z.string(),
  })
  .meta({ id: 'Baseline' })
export type Baseline = z.infer<typeof Baseline>

/**
 * What an entry says. Before a change there is an `intent`, after it an `outcome`; reads are journaled by the size
 * and hash of their output, never the output; refusals by the first 200 redacted characters of the intent.
 */
export const JournalBody = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('opened'), version: z.string() }),
    z.object({
      type: z.literal('intent'),
      request_id: RequestId,
      request_hash: Sha256,
      source_id: SourceId,
      intent: z.string(),
      context: z.string(),
      command: z.string(),
      operation: WireOperation,
      targets: z.array(Target),
      effects: Effects,
      undo: Undo.nullable(),
      decision: Decision,
      baseline: Baseline,
    }),
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
