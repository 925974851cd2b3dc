import { type Engine, EngineRefused, isContainer, rosterOf, type Subject } from '@devops-ai/engine'
import {
  nothingTold,
  operations,
  type Part,
  type Projection,
  type ReadContext,
  type Reading as How,
} from '@devops-ai/operations'
import type { Asked } from '../case.ts'
import { engineOf, type GatewayDeps } from '../deps.ts'
import { fromEach } from './from-each.ts'

/** What a look gave, not yet redacted. */
export interface Reading extends Projection<unknown> {
  readonly truncated: boolean
}

/** Looks at one subject, or at every engine that is asked for; null when the subject is gone. Throws as the engine does. */
export async function readingOf(deps: GatewayDeps, asked: Asked, subject: Subject | null): Promise<Reading | null> {
  const definition = operations[asked.operation.kind]
  if (definition.access !== 'read') throw new Error(`${asked.operation.kind} reads nothing`)
  const { reading } = definition
  switch (reading.from) {
    case 'answers':
      return subject ? await ofSubject(deps, asked, subject, reading) : await ofFleet(deps, asked, reading)
    case 'log':
      return subject && (await ofLog(deps, asked, subject, reading))
    case 'events':
      return await ofEvents(deps, asked, reading)
  }
}

type Of<F extends How['from']> = Extract<How, { from: F }>

async function ofSubject(
  deps: GatewayDeps,
  { operation }: Asked,
  subject: Subject,
  reading: Of<'answers'>,
): Promise<Reading | null> {
  const engine = engineOf(deps, subject.engine)
  const fresh = isContainer(subject) ? deps.samples(operation.kind, subject) : null
  const part = fresh ?? (await partOf(engine, reading.calls(operation, subject.id), reading.notYet !== undefined))
  if (part === 'missing') return null
  if (part === 'late') return reading.notYet ? { ...reading.notYet, truncated: false } : null
  const seen = isContainer(subject)
    ? {
        stoppedBy: deps.index.stoppedBy(subject.engine, subject.id),
        told: deps.index.told(subject.engine, subject.id),
      }
    : unseen
  return projected(deps, reading, { operation, parts: [part], ...seen })
}

/** All engines at once. One that does not answer is named, and hides nothing of the others. */
async function ofFleet(
  deps: GatewayDeps,
  { operation, engine: wanted }: Asked,
  reading: Of<'answers'>,
): Promise<Reading> {
  const { answers, missing } = await fromEach(deps, wanted, async (engine) => {
    const part = await partOf(engine, reading.calls(operation, ''), false)
    if (typeof part === 'string') throw new EngineRefused(404, `the engine ${engine.name} knows nothing of it`)
    return part
  })
  const parts = answers.map(({ value }) => value)
  return withMissing(projected(deps, reading, { operation, parts, ...unseen }), missing)
}

async function ofEvents(
  deps: GatewayDeps,
  { operation, engine: wanted }: Asked,
  reading: Of<'events'>,
): Promise<Reading> {
  const call = reading.call(operation, deps.now())
  const { answers, missing } = await fromEach(deps, wanted, (engine) => engine.window(call, deps.maxOutputBytes))
  const parts = answers.map(({ engine, value }) => ({ engine, events: value.events }))
  const truncated = answers.some(({ value }) => value.truncated)
  return withMissing({ ...reading.project(operation, parts), truncated }, missing)
}

const withMissing = (reading: Reading, missing: readonly string[]): Reading =>
  missing.length === 0
    ? reading
    : { ...reading, truncated: true, text: [reading.text, ...missing.map((why) => `not here: ${why}`)].join('\n') }

async function ofLog(
  deps: GatewayDeps,
  { operation }: Asked,
  { engine, id }: Subject,
  reading: Of<'log'>,
): Promise<Reading | null> {
  const call = reading.call(operation, id, deps.now())
  const log = await engineOf(deps, engine).log({ object: reading.of, id }, call, deps.maxOutputBytes)
  return log && { ...reading.project(operation, log), truncated: log.truncated }
}

async function partOf(
  engine: Engine,
  calls: ReturnType<Of<'answers'>['calls']>,
  patient: boolean,
): Promise<Part | 'missing' | 'late'> {
  const named = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => ({ name, fetched: await engine.fetch(call, { patient }) })),
  )
  if (named.some(({ fetched }) => fetched.kind === 'missing')) return 'missing'
  if (named.some(({ fetched }) => fetched.kind === 'late')) return 'late'
  const answers = named.flatMap(({ name, fetched }) =>
    fetched.kind === 'answer' ? [[name, fetched.json] as const] : [],
  )
  return { engine: engine.name, answers: Object.fromEntries(answers) }
}

/** What is known of the end and the starts of what is no container. */
const unseen = { stoppedBy: 'unknown', told: nothingTold } as const

function projected(
  { now, index }: GatewayDeps,
  reading: Of<'answers'>,
  {
    operation,
    parts,
    stoppedBy,
    told,
  }: Pick<Asked, 'operation'> & Pick<ReadContext, 'stoppedBy' | 'told'> & { readonly parts: readonly Part[] },
): Reading {
  const result = reading.project(operation, parts, {
    now: now(),
    stoppedBy,
    told,
    knows: (engine, id) => rosterOf(index.all()).has(engine, id),
  })
  if (!result.ok) throw new EngineRefused(502, result.detail)
  return { ...result.projection, truncated: false }
}
