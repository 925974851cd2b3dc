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

/** The one word of `known` that is a slip away, or null if there is none or more than one. */
export function correction(word: string, known: Iterable<string>): string | null {
  if (word.length < 4 || /\d/.test(word)) return null
  const near = [...known].filter((candidate) => candidate.length >= 4 && oneSlipApart(word, candidate))
  return near.length === 1 ? (near[0] ?? null) : null
}
