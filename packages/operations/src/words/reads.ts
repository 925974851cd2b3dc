import type { OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { fragments } from './fragments.ts'
import { source } from './pattern.ts'

interface ReadGrammar {
  readonly kind: OperationKind
  readonly whole: RegExp | null
}

interface Topic {
  readonly kind: OperationKind
  readonly strength: 'topic' | 'hint'
  readonly pattern: RegExp
  readonly length: number
}

const polite = '(({polite}|,))*'
const ending = '([,] ({ending}|[for|in|of|on] {target}))* [?]'

/** Whole wordings of reads. */
export const readGrammars: readonly ReadGrammar[] = kinds.flatMap((kind) => {
  const definition = operations[kind]
  if (definition.access === 'change' || definition.words.phrases.length === 0) return []
  const core = `(${definition.words.phrases.join('|')})`
  return [{ kind, whole: new RegExp(`^${source(`${polite} ${core} ${ending}`, fragments)}$`) }]
})

/** Words that tell reads apart; the longest first, so that "running processes" is not read as "running". */
const topics: readonly Topic[] = kinds
  .flatMap((kind) => {
    const { access, words } = operations[kind]
    if (access === 'change' || !('topics' in words)) return []
    const row = (strength: Topic['strength']) => (pattern: string) => ({
      kind,
      strength,
      pattern: new RegExp(`${source(pattern, fragments)}(?= |$)`, 'g'),
      length: pattern
        .replaceAll(/\(.*?\)|\[.*?\]/g, ' x ')
        .split(/\s+/)
        .filter(Boolean).length,
    })
    return [...words.topics.map(row('topic')), ...words.hints.map(row('hint'))]
  })
  .toSorted((a, b) => b.length - a.length)

export interface Found {
  readonly topics: ReadonlySet<OperationKind>
  readonly hints: ReadonlySet<OperationKind>
  /** The text with `@about` for each topic or hint. */
  readonly rest: string
}

/** What a part of a sentence is about. */
export function about(text: string): Found {
  const found = { topic: new Set<OperationKind>(), hint: new Set<OperationKind>() }
  let rest = text
  for (const { kind, strength, pattern } of topics) {
    const next = rest.replaceAll(pattern, ' @about')
    if (next !== rest) found[strength].add(kind)
    rest = next
  }
  return { topics: found.topic, hints: found.hint, rest }
}
