import { refuse, type ProblemCode, type Refusal, type TargetName } from '@devops-ai/contract'
import { boundedCache } from '@devops-ai/engine'
import {
  converse,
  maxRepairs,
  mindOf,
  unfenced,
  type ModelSettings,
  type Reading,
  type Usage,
} from '@devops-ai/language-model'
import { asksForErrorsOnly, operations, parseCommand, type Operation } from '@devops-ai/operations'
import type { Interpreter } from '../ports.ts'
import { namesAnother } from './names-another.ts'
import { among, instructions, question, type Words } from './prompt.ts'

/** What the parser says about an honest slip goes back to the model; anything else ends the request. */
const mendable = new Set<ProblemCode>(['invalid_request', 'intent_not_understood', 'unexpected_operation'])

const mostRemembered = 1_000

export interface ModelInterpreterDeps {
  readonly onUsage: (usage: Usage) => void
  /** Takes secrets out of whatever is sent about a target. */
  readonly redact: (text: string, target: TargetName) => string
  /** Of the policies in force: what was said under others is asked anew. */
  readonly policyVersion: () => string
  readonly fetch?: typeof globalThis.fetch
}

/** What a model came to. `declined` are its own words that it should not; `refused` is ours. */
type Said =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'declined' | 'refused'; readonly refusal: Refusal }

/**
 * A language model that writes one docker command line. Its text never runs: only what our parser accepts, on the
 * request's own target and among the expected operations, is proposed. It is asked once, and twice more to mend.
 *
 * The words alone are asked first, and what they came to is remembered: no context has a part in it. Only where the model
 * declines them is the context shown, and then a look may come of it, never a change.
 */
export async function modelInterpreter(settings: ModelSettings, deps: ModelInterpreterDeps): Promise<Interpreter> {
  const mind = mindOf({ settings, ...deps })
  const remembered = boundedCache<string, Said>(mostRemembered)

  async function said(words: Words, context: string, signal: AbortSignal): Promise<Said> {
    const answer = await converse(mind, instructions(words), question(words, context), read(words), signal)
    if (answer.ok) return answer.value
    return refused(
      answer.kind === 'silent'
        ? refuse('interpreter_unavailable', `the configured model did not answer: ${answer.detail}`, {
            retryAfterSeconds: 10,
          })
        : notUnderstood(answer.detail, words),
    )
  }

  async function saidOfWords(words: Words, signal: AbortSignal): Promise<Said> {
    const key = JSON.stringify([words.intent, words.target, words.expected, deps.policyVersion()])
    const known = remembered.get(key)
    if (known) return known
    const fresh = await said(words, '', signal)
    if (fresh.kind !== 'refused') remembered.set(key, fresh)
    return fresh
  }

  async function saidInContext(words: Words, context: string, signal: AbortSignal): Promise<Said | null> {
    const looks = among(words.expected).filter((kind) => operations[kind].access === 'read')
    return context.trim() === '' || looks.length === 0
      ? null
      : await said({ ...words, expected: looks }, context, signal)
  }

  return {
    name: 'model',
    interpret: async ({ intent, context, target, expected, otherNames }) => {
      const other = namesAnother(intent, target, otherNames)
      if (other)
        return refuse('other_target', `the intent names ${other}, expected ${target} alone`, { candidates: [other] })
      const words = { intent: deps.redact(intent, target), target, expected }
      const deadline = AbortSignal.timeout(mind.timeoutMs * (maxRepairs + 1))
      const alone = await saidOfWords(words, deadline)
      const inContext =
        alone.kind === 'declined' ? await saidInContext(words, deps.redact(context, target), deadline) : null
      const final = inContext ?? alone
      return final.kind === 'operation'
        ? { ok: true, operation: withErrorsOnly(final.operation, intent) }
        : final.refusal
    },
  }
}

const read =
  (words: Words) =>
  (text: string): Reading<Said> => {
    const written = unfenced(text)
    const declined = /^REFUSE:\s*(.+)$/s.exec(written)?.[1]
    return declined === undefined
      ? readCommand(withoutProse(written), words)
      : value({ kind: 'declined', refusal: notUnderstood(`the model declines: ${declined.slice(0, 300)}`, words) })
  }

/** The one line that is a docker command, where sentences stand around it; where there are several, all as it stands. */
function withoutProse(written: string): string {
  const [command, another] = written.split(/\r?\n/).filter((line) => /^(?:\$ )?docker /.test(line))
  return (command !== undefined && another === undefined ? command : written).replace(/^\$ /, '')
}

function readCommand(
  line: string,
  { target, expected }: { target: TargetName; expected: Words['expected'] },
): Reading<Said> {
  const parsed = parseCommand(line, target)
  if (!parsed.ok)
    return mendable.has(parsed.code) ? { kind: 'complaint', detail: parsed.detail } : value(refused(parsed))
  const { kind } = parsed.operation
  if (expected && !expected.includes(kind))
    return { kind: 'complaint', detail: `${kind} is not among ${expected.join(', ')}` }
  return value({ kind: 'operation', operation: parsed.operation })
}

/** Docker has no flag for "errors only"; the words say it, and it only narrows what is shown. */
const withErrorsOnly = (operation: Operation, intent: string): Operation =>
  'errors_only' in operation ? { ...operation, errors_only: asksForErrorsOnly(intent) } : operation

const value = (said: Said): Reading<Said> => ({ kind: 'value', value: said })
const refused = (refusal: Refusal): Said => ({ kind: 'refused', refusal })

const notUnderstood = (detail: string, { expected }: Words): Refusal =>
  refuse('intent_not_understood', detail, { nearest: among(expected).slice(0, 3) })
