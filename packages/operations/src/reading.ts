import type { HealthFacts } from '@devops-ai/contract'
import type { z } from 'zod'
import type { EngineCall } from './definition.ts'
import type { Operation } from './operation.ts'
import type { Projection } from './project/projection.ts'

/** A start that was seen, and what came before it: a call through this gateway, somebody's stop or signal, or an end by itself. */
export interface SeenStart {
  readonly at: Date
  readonly after: 'gateway' | 'stop' | 'end'
}

/** What events told of a container and the engine does not remember. */
export interface Told {
  readonly starts: readonly SeenStart[]
  /** When somebody else was last seen to change its configuration. */
  readonly configuredAt: Date | null
}

export const nothingTold: Told = { starts: [], configuredAt: null }

/** What a projection may know beside the engine's answers. */
export interface ReadContext {
  readonly now: Date
  /** What was seen of the target's stop; the engine itself does not remember who asked. */
  readonly stoppedBy: HealthFacts['stopped_by']
  readonly told: Told
  /** Does this container exist for this gateway? */
  knows(engine: string, containerId: string): boolean
}

/** What one engine answered to the calls of a read, by the calls' names. */
export interface Part {
  readonly engine: string
  readonly answers: Readonly<Record<string, unknown>>
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/** What the engine's answers became, or which of them had another shape than expected. */
export type Projected =
  | { readonly ok: true; readonly projection: Projection<unknown> }
  | { readonly ok: false; readonly detail: string }

/**
 * How a read asks the engine and what becomes of the answers.
 * `answers`: calls with JSON answers. `log`: the output of a container or Swarm service. `events`: a bounded window of events.
 */
export type Reading =
  | {
      readonly from: 'answers'
      calls(operation: Operation, id: string): Readonly<Record<string, EngineCall>>
      project(operation: Operation, parts: readonly Part[], context: ReadContext): Projected
      /** For a call that waits for something to happen: what is said when it did not within the deadline. */
      readonly notYet?: Projection<unknown>
    }
  | {
      readonly from: 'log'
      readonly of: 'container' | 'service'
      call(operation: Operation, id: string, now: Date): EngineCall
      project(
        operation: Operation,
        log: { readonly lines: readonly LogLine[]; readonly truncated: boolean },
      ): Projection<unknown>
    }
  | {
      readonly from: 'events'
      call(operation: Operation, now: Date): EngineCall
      /** `events` are the engine's JSON objects, oldest first. */
      project(
        operation: Operation,
        parts: readonly { readonly engine: string; readonly events: readonly unknown[] }[],
      ): Projection<unknown>
    }

interface OwnAnswers<S extends z.ZodObject, A extends z.ZodObject> {
  calls(operation: z.infer<S>, id: string): { readonly [K in keyof z.infer<A>]: EngineCall }
  /** The shapes of the answers, by the calls' names; what they do not name is dropped. */
  readonly answers: A
  project(
    operation: z.infer<S>,
    parts: readonly { readonly engine: string; readonly answers: z.infer<A> }[],
    context: ReadContext,
  ): Projection<unknown>
  readonly notYet?: Projection<unknown>
}

/** A reading of JSON answers; for one object there is one part, for a fleet one for each engine. */
export const answers =
  <S extends z.ZodObject, A extends z.ZodObject>({ calls, answers: shape, project, notYet }: OwnAnswers<S, A>) =>
  (schema: S): Reading => ({
    from: 'answers',
    calls: (operation, id) => Object.fromEntries(Object.entries<EngineCall>(calls(schema.parse(operation), id))),
    project: (operation, parts, context) => {
      const parsed: { engine: string; answers: z.infer<A> }[] = []
      for (const { engine, answers: got } of parts) {
        const answer = shape.safeParse(got)
        if (!answer.success) return otherShape(engine, answer.error)
        parsed.push({ engine, answers: answer.data })
      }
      return { ok: true, projection: project(schema.parse(operation), parsed, context) }
    },
    ...(notYet && { notYet }),
  })

const otherShape = (engine: string, { issues: [issue] }: z.ZodError): Projected => ({
  ok: false,
  detail: `the engine ${engine} answered with another shape: ${issue?.path.join('.')}: ${issue?.message}`,
})

/** A reading of several answers about one object. */
export const together = <S extends z.ZodObject, A extends z.ZodObject>({
  project,
  ...own
}: Omit<OwnAnswers<S, A>, 'project'> & {
  project(answers: z.infer<A>, context: ReadContext & { readonly engine: string }): Projection<unknown>
}): ((schema: S) => Reading) =>
  answers<S, A>({
    ...own,
    project: (_, [part], context) => {
      if (!part) throw new Error('expected the answers of one engine, got none')
      return project(part.answers, { ...context, engine: part.engine })
    },
  })

/** A read of one answer about one object. */
export const oneAnswer =
  <A extends z.ZodType>({
    path,
    query = {},
    answer: shape,
    project,
  }: {
    path(id: string): string
    readonly query?: Readonly<Record<string, string>>
    readonly answer: A
    project(answer: z.infer<A>, context: ReadContext): Projection<unknown>
  }) =>
  (): Reading => ({
    from: 'answers',
    calls: (_, id) => ({ answer: get(path(id), query) }),
    project: (_, [part], context) => {
      const answer = shape.safeParse(part?.answers['answer'])
      if (!answer.success) return otherShape(part?.engine ?? '', answer.error)
      return { ok: true, projection: project(answer.data, context) }
    },
  })

export const get = (path: string, query: Readonly<Record<string, string>> = {}): EngineCall => ({
  method: 'GET',
  path,
  query,
})
