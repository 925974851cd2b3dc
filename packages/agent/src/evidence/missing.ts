import { z } from 'zod'
import type { Choice } from '../target/choose.ts'
import type { Draft } from './draft.ts'

/** What could not be had, and why. Absence of evidence is evidence too: it is said, and it never counts as health. */
export const MissingData = z.object({
  asked: z.enum(['target', 'targets', 'status', 'logs', 'dependency', 'usage']),
  detail: z.string(),
  candidates: z.array(z.string()),
  /** It may be had at another look: nobody answered, or nobody could just now. */
  passing: z.boolean().default(false),
  /** The code with which the gateway refused to say it. */
  code: z.string().nullable().default(null),
  /** Of a target that is not known: every alert about it was withdrawn by its sender. */
  withdrawn: z.boolean().default(false),
})
export type MissingData = z.infer<typeof MissingData>

export function missingEvidence(
  asked: MissingData['asked'],
  about: string,
  detail: string,
  passing: boolean = false,
  code: string | null = null,
): Draft {
  const data: MissingData = { asked, detail, candidates: [], passing, withdrawn: false, code }
  return {
    source: 'missing',
    about,
    sentence: `${asked} of ${about} could not be had: ${detail}`,
    data,
    truncated: false,
  }
}

/** Why a target is not known: nothing has that name, several have it, or the gateway does not say what there is. */
export type NoTarget =
  | Exclude<Choice, { kind: 'known' }>
  | { readonly kind: 'silent'; readonly name: string; readonly detail: string }

/**
 * What a target that is not known leaves to say: a person is asked, with the candidates; unless all alerts were withdrawn, for then
 * nothing is left to ask about, and nothing can be looked at.
 */
export function targetMissing(choice: NoTarget, withdrawn: boolean): Draft {
  const over = withdrawn ? '; every alert about it is resolved' : ''
  if (choice.kind === 'silent') {
    const detail = `the gateway does not say what there is: ${choice.detail}`
    const about = choice.name || 'target'
    const data: MissingData = { asked: 'targets', detail, candidates: [], passing: false, withdrawn, code: null }
    return {
      source: 'missing',
      about,
      sentence: `targets of ${about} could not be had: ${detail}${over}`,
      data,
      truncated: false,
    }
  }
  const candidates = choice.kind === 'ambiguous' ? choice.candidates.map(({ name }) => name) : []
  const detail =
    choice.kind === 'ambiguous'
      ? (choice.why ?? `"${choice.name}" names ${candidates.length} containers: ${candidates.join(', ')}`)
      : choice.name === ''
        ? 'the alert names no container'
        : `no container, service or alias is called "${choice.name}"`
  const data: MissingData = { asked: 'target', detail, candidates, passing: false, withdrawn, code: null }
  return {
    source: 'missing',
    about: choice.name || 'target',
    sentence: `The target is not known: ${detail}${over}`,
    data,
    truncated: false,
  }
}
