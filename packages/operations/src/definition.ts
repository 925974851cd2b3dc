import type { Baseline, ContainerId } from '@devops-ai/contract'
import type { z } from 'zod'
import type { Operation } from './operation.ts'

/** A call of the Engine API as data; the gateway's client is the only one who makes it. */
export interface EngineCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

/**
 * A flag of the docker command that this operation understands; any other flag is a refusal.
 * `count`: digits, or `all` where the field has a most. `seconds`: digits. `span`: a duration such as `1h30m`.
 */
export interface Flag {
  /** Every spelling; the first is the one that `renderCommand` writes. */
  readonly spellings: readonly [string, ...string[]]
  readonly field: string
  readonly value: 'count' | 'seconds' | 'span' | 'switch'
}

/** A flag that belongs to the command and says nothing about the operation, such as `--no-stream`. */
export interface Mark {
  readonly spellings: readonly [string, ...string[]]
  /** Accepted values, the first being the one that is written; empty for a switch. */
  readonly values: readonly string[]
  /** `chooses`: only with this flag is the command this operation. `allowed`: it may be left out. */
  readonly role: 'chooses' | 'allowed'
}

/** How the operation is written as a docker command. */
export interface Command {
  /** The words after `docker`, all accepted spellings; the first is the one that is written. */
  readonly words: readonly [readonly string[], ...(readonly (readonly string[])[])]
  readonly target: 'one' | 'none'
  readonly flags: readonly Flag[]
  readonly marks: readonly Mark[]
  /** Fields stated by the command itself where a flag is left out. */
  readonly unsaid: Readonly<Record<string, unknown>>
}

/** A verb of a change in its forms, e.g. shut down · shutting down · shut down · a shutdown. */
export interface Verb {
  readonly base: string
  /** What stands behind the object in `shut it down`. */
  readonly particle?: string
  readonly past: string
  readonly ing: string
  readonly noun?: string
  /** May it stand alone? `restart` may; `stop` alone may mean anything. */
  readonly alone?: true
}

/** Words of a change: a closed grammar in which every word of an intent must be accounted for. */
export interface ChangeWords {
  readonly verbs: readonly Verb[]
  /** Further whole wordings in the notation of words/pattern.ts. */
  readonly phrases: readonly string[]
}

/** Words of a read: whole wordings, and topics by which other wordings are recognised. */
export interface ReadWords {
  readonly phrases: readonly string[]
  /** Words that mean this operation whatever stands around them. */
  readonly topics: readonly string[]
  /** Words that mean it only where no topic of another operation stands beside them. */
  readonly hints: readonly string[]
}

interface Common {
  /** A strict object with the literal `kind`. */
  readonly schema: z.ZodObject
  /** What it does in a few words, shown as "nearest operations", e.g. `restart a container`. */
  readonly summary: string
  /** A whole sentence for people, made from the typed operation alone. Throws when given another kind. */
  sentence(operation: Operation, name: string): string
  readonly command: Command
}

/** A read: it changes nothing, is never queued behind a change and is journaled without waiting. */
export interface ReadDefinition extends Common {
  readonly access: 'read'
  readonly words: ReadWords
}

/** What is known of the target before a change, for effects and undo. */
export interface Before extends Baseline {
  readonly auto_remove: boolean
}

/** A change: one Engine call, its effects and how it is taken back. Its functions throw when given another kind. */
export interface ChangeDefinition extends Common {
  readonly access: 'change'
  readonly words: ChangeWords
  call(operation: Operation, id: ContainerId): EngineCall
  /** Does it take the service away, even for a moment? */
  interrupts(before: Before): boolean
  /** Does it lose data that nothing brings back? Stopping an AutoRemove container does. */
  losesData(before: Before): boolean
  /** The operation that restores the state before, or null: there is none, or none is needed. */
  undo(operation: Operation, before: Before): Operation | null
  /** The witness that it happened, by two looks at the engine: one before the call, one after it. */
  happened(before: Baseline, after: Baseline): boolean
}

export type Definition = ReadDefinition | ChangeDefinition

/** One operation's own view of its definition: its functions take its own type. */
type Own<S extends z.ZodObject, D extends Definition, F extends keyof D> = Omit<
  D,
  'schema' | 'access' | 'sentence' | F
> & {
  readonly schema: S
  sentence(operation: z.infer<S>, name: string): string
}

type OwnChange<S extends z.ZodObject> = Own<S, ChangeDefinition, 'call' | 'undo'> & {
  call(operation: z.infer<S>, id: ContainerId): EngineCall
  undo(operation: z.infer<S>, before: Before): Operation | null
}

export function read<S extends z.ZodObject>(own: Own<S, ReadDefinition, never>): ReadDefinition {
  return { ...own, access: 'read', sentence: (operation, name) => own.sentence(own.schema.parse(operation), name) }
}

export function change<S extends z.ZodObject>(own: OwnChange<S>): ChangeDefinition {
  return {
    ...own,
    access: 'change',
    sentence: (operation, name) => own.sentence(own.schema.parse(operation), name),
    call: (operation, id) => own.call(own.schema.parse(operation), id),
    undo: (operation, before) => own.undo(own.schema.parse(operation), before),
  }
}
