import type { Baseline, ContainerBaseline, ObjectKind, ServiceBaseline } from '@devops-ai/contract'
import type { z } from 'zod'
import type { Command } from './command.ts'
import type { Operation } from './operation.ts'
import type { Reading } from './reading.ts'
import type { ChangeWords, ReadWords } from './words/said.ts'

/** A call of the Engine API as data; the engine's client is the only one who makes it. */
export interface EngineCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
}

/** What the name of a request stands for; a `fleet` operation is about whole engines and its name is not looked at. */
export type About = 'container' | 'fleet' | ObjectKind

interface Common {
  /** A strict object with the literal `kind`. */
  readonly schema: z.ZodObject
  readonly about: About
  /** The kind that does the same where the name turns out to be a Swarm service. */
  readonly ofService?: Operation['kind']
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
  /** Does the program itself speak here? What it gives away hides nothing of what the engine tells of it elsewhere. */
  readonly isOwnWords?: true
  readonly reading: Reading
}

/** What a call is made of beside its operation: full ids, and for a Swarm service its whole specification. */
export interface Reached {
  readonly id: string
  /** The full id of the network that the operation names. */
  readonly network: string | null
  /** As the engine gave it, to be given back changed; it is never shown or stored. */
  readonly specification: unknown
}

/** What was seen of a change: nobody may conclude more than its own witness tells. */
export type Witness = 'happened' | 'not_happened' | 'cannot_tell'

/** A change: one Engine call, its effects and how it is taken back. Its functions throw when given another kind. */
export interface ChangeDefinition extends Common {
  readonly access: 'change'
  readonly words: ChangeWords
  /** Is it run on every replica where the name is a Compose service, one at a time? */
  readonly rolls?: true
  /** The name of the network that it is also about. */
  network?(operation: Operation): string
  call(operation: Operation, reached: Reached, before: Baseline): EngineCall
  /** Why it makes no sense in this state, in a sentence, or null. Asked before anything else. */
  unfit(operation: Operation, before: Baseline): string | null
  /** Does it take the service away, even for a moment? */
  interrupts(operation: Operation, before: Baseline): boolean
  /** Does it lose data that nothing brings back? Stopping an AutoRemove container does. */
  losesData(before: Baseline): boolean
  /** Is something gone for good even where no data counts as lost? A removed container does not come back. */
  readonly irreversible?: true
  /** The operation that restores the state before, or null: there is none, or none is needed. */
  undo(operation: Operation, before: Baseline): Operation | null
  /** By two looks at the engine, one before the call, one after it; `after` is null when the target is gone. */
  witness(operation: Operation, before: Baseline, after: Baseline | null, reached: Pick<Reached, 'network'>): Witness
}

export type Definition = ReadDefinition | ChangeDefinition

type OwnRead<S extends z.ZodObject> = Omit<ReadDefinition, 'schema' | 'access' | 'sentence' | 'reading'> & {
  readonly schema: S
  sentence(operation: z.infer<S>, name: string): string
  reading(schema: S): Reading
}

/** One read's own view of its definition: its functions take its own type. */
export function read<S extends z.ZodObject>(own: OwnRead<S>): ReadDefinition {
  return {
    ...own,
    access: 'read',
    sentence: (operation, name) => own.sentence(own.schema.parse(operation), name),
    reading: own.reading(own.schema),
  }
}

type OwnChange<S extends z.ZodObject, B extends Baseline> = Omit<
  ChangeDefinition,
  'schema' | 'access' | 'sentence' | 'network' | 'call' | 'unfit' | 'interrupts' | 'losesData' | 'undo' | 'witness'
> & {
  readonly schema: S
  sentence(operation: z.infer<S>, name: string): string
  network?(operation: z.infer<S>): string
  call(operation: z.infer<S>, reached: Reached, before: B): EngineCall
  unfit?(operation: z.infer<S>, before: B): string | null
  interrupts(before: B, operation: z.infer<S>): boolean
  losesData?(before: B): boolean
  undo(operation: z.infer<S>, before: B): Operation | null
  witness(before: B, after: B | null, operation: z.infer<S>, reached: Pick<Reached, 'network'>): Witness
}

/** One change's own view: `narrow` says of which object its states are, and throws for another's. */
function changeOn<B extends Baseline>(narrow: (state: Baseline) => B) {
  return <S extends z.ZodObject>(own: OwnChange<S, B>): ChangeDefinition => {
    const { network, unfit, losesData, ...rest } = own
    const mine = (operation: Operation): z.infer<S> => own.schema.parse(operation)
    return {
      ...rest,
      access: 'change',
      sentence: (operation, name) => own.sentence(mine(operation), name),
      ...(network && { network: (operation: Operation) => network(mine(operation)) }),
      call: (operation, reached, before) => own.call(mine(operation), reached, narrow(before)),
      unfit: (operation, before) => unfit?.(mine(operation), narrow(before)) ?? null,
      interrupts: (operation, before) => own.interrupts(narrow(before), mine(operation)),
      losesData: (before) => losesData?.(narrow(before)) ?? false,
      undo: (operation, before) => own.undo(mine(operation), narrow(before)),
      witness: (operation, before, after, reached) =>
        own.witness(narrow(before), after && narrow(after), mine(operation), reached),
    }
  }
}

/** A change of one container. */
export const change = changeOn<ContainerBaseline>((state) => {
  if (state.object !== 'container') throw new Error(`expected the state of a container, got that of a ${state.object}`)
  return state
})

/** A change of one Swarm service. */
export const serviceChange = changeOn<ServiceBaseline>((state) => {
  if (state.object !== 'service') throw new Error(`expected the state of a service, got that of a ${state.object}`)
  return state
})

/** A witness that a look at the state can always give. */
export const seen = (happened: boolean): Witness => (happened ? 'happened' : 'not_happened')
