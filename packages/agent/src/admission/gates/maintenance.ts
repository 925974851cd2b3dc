import { allHold, parseMatcher } from '../matchers.ts'
import { go, type Gate } from '../gate.ts'

/** What is maintained is left alone until the window ends; of several that match, the one that ends last. */
export const maintenance: Gate = ({ windows, labels }) => {
  const [last] = windows
    .filter(({ matchers }) => {
      const parsed = matchers.map(parseMatcher)
      const all = parsed.flatMap((one) => (one.ok ? [one.value] : []))
      return all.length === matchers.length && labels.some((set) => allHold(all, set))
    })
    .toSorted((one, other) => Date.parse(other.ends_at) - Date.parse(one.ends_at))
  if (!last) return go
  return {
    answer: 'wait',
    for: `the maintenance by ${last.by}`,
    until: last.ends_at,
    reason: `${last.by} maintains ${last.matchers.join(', ')}: ${last.reason}`,
  }
}
