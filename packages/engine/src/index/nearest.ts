/** The names that look most like `name`, best first, at most `most`. Names that have little in common are left out. */
export function nearestNames(name: string, names: readonly string[], most = 5): readonly string[] {
  const wanted = name.toLowerCase()
  return [...new Set(names)]
    .map((candidate) => ({ candidate, distance: unlikeness(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.min(wanted.length, candidate.length) / 2))
    .toSorted((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

const unlikeness = (a: string, b: string): number => (a.includes(b) || b.includes(a) ? 1 : editDistance(a, b))

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries()) {
      const kept = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
