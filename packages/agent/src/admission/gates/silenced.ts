import type { Instant } from '@devops-ai/contract'
import { allHold } from '../matchers.ts'
import { go, type Facts, type Gate } from '../gate.ts'

/** What a person has silenced in Alertmanager is left alone: every alert of the incident has a silence that matches it. */
export const silenced: Gate = ({ silences, firing }) => {
  const ends = firing.map((labels) => longest(silences, labels))
  const [first] = ends
    .flatMap((one) => one ?? [])
    .toSorted((one, other) => Date.parse(one.ends_at) - Date.parse(other.ends_at))
  if (!first || ends.includes(null)) return go
  return {
    answer: 'wait',
    for: `the silence by ${first.by}`,
    until: first.ends_at,
    reason: `silenced in Alertmanager by ${first.by}: ${first.comment}`,
  }
}

function longest(
  silences: Facts['silences'],
  labels: Facts['firing'][number],
): { readonly by: string; readonly comment: string; readonly ends_at: Instant } | null {
  const [last] = silences
    .filter(({ matchers }) => allHold(matchers, labels))
    .toSorted((one, other) => Date.parse(other.ends_at) - Date.parse(one.ends_at))
  return last ?? null
}
