/** Are two words one slip apart: a letter missing, added, wrong, or two swapped? */
export function oneSlipApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let head = 0
  while (head < a.length && a[head] === b[head]) head += 1
  const [restA, restB] = [a.slice(head), b.slice(head)]
  if (restA.slice(1) === restB.slice(1)) return true
  if (restA.slice(1) === restB || restA === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}

const letters = (word: string): string => word.split('').toSorted().join('')
const swapped = (a: string, b: string): boolean => a.length === b.length && letters(a) === letters(b)

/**
 * The one word of `known` that is a slip away, or null if there is none or more than one. Two letters swapped are the
 * likeliest slip, then one left out. Short words turn into one of `certain` alone by a wrong letter: `logz`, but not `cost`.
 */
export function correction(word: string, known: Iterable<string>, certain?: ReadonlySet<string>): string | null {
  // Of short words only what cannot be English: `lgs` is, `hot` is not.
  if (word.length < 3 || (word.length === 3 && /[aeiouy]/.test(word)) || /\d/.test(word)) return null
  const near = [...known].filter((candidate) => candidate.length >= 4 && oneSlipApart(word, candidate))
  const ranks = [
    near.filter((candidate) => swapped(word, candidate)),
    near.filter((candidate) => candidate.length > word.length),
    word.length > 4 ? near : near.filter((candidate) => certain?.has(candidate) ?? true),
  ]
  const best = ranks.find((rank) => rank.length > 0) ?? []
  return best.length === 1 ? (best[0] ?? null) : null
}
