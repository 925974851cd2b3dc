import { DescribedTarget, Priority, SourceId, SourceKind } from '@devops-ai/contract'
import { isKind, type OperationKind, operations } from '@devops-ai/operations'
import { z } from 'zod'
import type { Deed } from '../port.ts'

/** A situation that one line describes: who asks for what, about which target, under which circumstances. */
export interface Example {
  readonly source: { readonly kind: SourceKind; readonly id: SourceId; readonly roles: readonly string[] }
  readonly action: OperationKind | Deed
  readonly target: DescribedTarget
  readonly circumstances: Circumstances
}

export type ReadExample =
  | { readonly ok: true; readonly example: Example }
  | { readonly ok: false; readonly problem: string }

const sourceWords = z.strictObject({ id: SourceId, roles: z.string().min(1) }).partial()
const targetWords = DescribedTarget.omit({ labels: true })
const Circumstances = z
  .strictObject({
    approved: z.boolean(),
    'dry-run': z.boolean(),
    priority: Priority,
    interrupts: z.boolean(),
    'last-healthy-replica': z.boolean(),
    'data-loss': z.boolean(),
    irreversible: z.boolean(),
  })
  .partial()
type Circumstances = z.infer<typeof Circumstances>

const labelPrefix = 'label.'
const wordsOf = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape)
const everyWord = [...wordsOf(sourceWords), ...wordsOf(targetWords), `${labelPrefix}<name>`, ...wordsOf(Circumstances)]

/**
 * Reads one line: the kind of a source, what it asks for, and words such as `service=checkout` or `approved`, in any
 * order. A value with blanks stands in single quotes. A word that is not known, said twice or out of place is a problem.
 */
export function readExample(line: string): ReadExample {
  if (line.split("'").length % 2 === 0) return wrong('a single quote is not closed')
  const [kindWord = '', action = '', ...rest] = line.match(/(?:[^\s']|'[^']*')+/g) ?? []
  const kind = SourceKind.safeParse(kindWord)
  if (!kind.success) return wrong(`expected it to begin with ${SourceKind.options.join(', ')}, got "${kindWord}"`)
  if (!isKind(action) && !isDeed(action))
    return wrong(`expected an operation such as container.restart, or approve or freeze, got "${action}"`)
  const said = saidBy(rest)
  if (typeof said === 'string') return wrong(said)
  const labels = Object.fromEntries(
    Object.entries(said).flatMap(([word, value]) =>
      word.startsWith(labelPrefix) && typeof value === 'string' ? [[word.slice(labelPrefix.length), value]] : [],
    ),
  )
  const pick = (schema: z.ZodObject) =>
    Object.fromEntries(wordsOf(schema).flatMap((word) => (word in said ? [[word, said[word]]] : [])))
  const source = sourceWords.safeParse(pick(sourceWords))
  const target = targetWords.safeParse(pick(targetWords))
  const circumstances = Circumstances.safeParse(pick(Circumstances))
  if (!source.success || !target.success || !circumstances.success)
    return wrong([source, target, circumstances].flatMap(({ error }) => (error ? [badValue(error)] : [])).join('; '))
  const outOfPlace = Object.keys(said).find((word) => !mayHold(action, word))
  if (outOfPlace !== undefined) return wrong(`"${outOfPlace}" says nothing about ${action}, which has no such thing`)
  const { id = SourceId.parse(`a-${kind.data}`), roles } = source.data
  return {
    ok: true,
    example: {
      source: { kind: kind.data, id, roles: roles?.split(',') ?? [] },
      action,
      target: { ...target.data, ...(Object.keys(labels).length > 0 && { labels }) },
      circumstances: circumstances.data,
    },
  }
}

export const isDeed = (word: string): word is Deed => word === 'approve' || word === 'freeze'

/** The words of a line as they are said, or the problem with them. */
function saidBy(words: readonly string[]): Record<string, string | true> | string {
  const said: Record<string, string | true> = {}
  for (const text of words) {
    const at = text.indexOf('=')
    const word = at < 0 ? text : text.slice(0, at)
    if (!everyWord.includes(word) && !(word.startsWith(labelPrefix) && at > labelPrefix.length))
      return `"${word}" is not known, expected one of ${everyWord.join(', ')}`
    if (Object.hasOwn(said, word)) return `"${word}" is said twice`
    said[word] = at < 0 ? true : text.slice(at + 1).replaceAll("'", '')
  }
  return said
}

const badValue = ({ issues }: z.ZodError): string =>
  issues
    .map(({ path, message, code, ...issue }) => {
      const word = path.join('.')
      if (code === 'invalid_type' && 'expected' in issue)
        return issue.expected === 'boolean' ? `"${word}" stands alone, without a value` : `"${word}" needs a value`
      return `"${word}": ${message}`
    })
    .join('; ')

/** What names no target has none to describe, and a deed of people has no circumstances either. */
function mayHold(action: OperationKind | Deed, word: string): boolean {
  if (wordsOf(sourceWords).includes(word)) return true
  if (isDeed(action)) return false
  return operations[action].command.target === 'one' || wordsOf(Circumstances).includes(word)
}

const wrong = (problem: string): ReadExample => ({ ok: false, problem })
