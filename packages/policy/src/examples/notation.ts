import { readSituation, type Situation, situationWords, SourceKind, wordsOf } from '@devops-ai/contract'
import { isKind, type OperationKind, operations } from '@devops-ai/operations'
import type { Deed } from '../port.ts'

/** What one line describes: who asks for what, about which target, under which circumstances. */
export interface Example extends Situation {
  readonly kind: SourceKind
  readonly action: OperationKind | Deed
}

export type ReadExample =
  | { readonly ok: true; readonly example: Example }
  | { readonly ok: false; readonly problem: string }

/** Reads one line: the kind of a source, what it asks for, and the situation. A word out of place is a problem. */
export function readExample(line: string): ReadExample {
  const words = wordsOf(line)
  if (words === null) return wrong('a single quote is not closed')
  const [kindWord = '', action = '', ...rest] = words
  const kind = SourceKind.safeParse(kindWord)
  if (!kind.success) return wrong(`expected it to begin with ${SourceKind.options.join(', ')}, got "${kindWord}"`)
  if (!isKind(action) && !isDeed(action))
    return wrong(`expected an operation such as container.restart, or approve or freeze, got "${action}"`)
  const read = readSituation(rest)
  if (!read.ok) return read
  const outOfPlace = read.situation.words.find((word) => !mayHold(action, word))
  if (outOfPlace !== undefined) return wrong(`"${outOfPlace}" says nothing about ${action}, which has no such thing`)
  return { ok: true, example: { ...read.situation, kind: kind.data, action } }
}

export const isDeed = (word: string): word is Deed => word === 'approve' || word === 'freeze'

/** What names no target has none to describe, and a deed of people has no circumstances either. */
function mayHold(action: OperationKind | Deed, word: string): boolean {
  if (situationWords.asker.includes(word)) return true
  if (isDeed(action)) return false
  return operations[action].about !== 'fleet' || situationWords.circumstances.includes(word)
}

const wrong = (problem: string): ReadExample => ({ ok: false, problem })
