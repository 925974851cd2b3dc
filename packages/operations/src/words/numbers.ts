const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
])
const unit =
  /^(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|lines?|entry|replicas?|cop(?:y|ies)|instances?|tasks?|v?cpus?|cores?|processors?|gigs?|gigabytes?|gb|gib|megs?|megabytes?|mb|mib|process(?:es)?|pids?|retr(?:y|ies)|attempts?|times?)$/

/** Numbers written as words become digits: `two hundred` is 200. `one` alone stays a word, as in "this one". */
export function numbered(words: readonly string[]): string[] {
  const out: string[] = []
  let sum: number | null = null
  const end = (): void => {
    if (sum !== null) out.push(String(sum))
    sum = null
  }
  withFractions(words).forEach((word, index, all) => {
    const next = all[index + 1]
    const value = valueOf(word, next)
    const scale = scales.get(word)
    if (scale !== undefined && (sum !== null || next !== undefined || all[index - 1] === 'a')) sum = (sum ?? 1) * scale
    else if (value !== null) sum = sum === null ? value : sum + value
    else if (word === 'a' && next !== undefined && scales.has(next)) end()
    else {
      end()
      out.push(word)
    }
  })
  end()
  return out
}

function valueOf(word: string, next: string | undefined): number | null {
  if (word === 'one') return next !== undefined && (unit.test(next) || scales.has(next)) ? 1 : null
  const [units, tenfold] = [small.indexOf(word), tens.indexOf(word)]
  if (units >= 0) return units
  return tenfold >= 0 ? tenfold * 10 : null
}

/** `half an hour` is 0.5 hour, `one and a half gigs` 1.5 gigs, `a quarter of a core` 0.25 core, `a single copy` 1 copy. */
const withFractions = (words: readonly string[]): string[] =>
  words
    .join(' ')
    .replaceAll(/\b(\w+) and a half(?: an?)?(?= )/g, (found, whole: string) => {
      const number = /^\d+$/.test(whole) ? Number(whole) : small.indexOf(whole)
      return number > 0 ? `${number}.5` : found
    })
    .replaceAll(/\b(?:an? |1 |one )?(hour|day|week|minute|gig|gigabyte|core|cpu) and a half\b/g, '1.5 $1')
    .replaceAll(/\b(?:a )?half (?:of )?an? (?=dozen\b)/g, '6 ')
    .replace(/\b6 dozen\b/, '6')
    .replaceAll(/\b(?:a )?half(?: of)?(?: an?)? (?=(?:\w+)\b)/g, (found, at: number, all: string) =>
      unit.test(/^\w+/.exec(all.slice(at + found.length))?.[0] ?? '') ? '0.5 ' : found,
    )
    .replaceAll(/\b(?:a |1 |one )?quarter(?: of)?(?: an?)? (?=(?:v?cpu|core|processor|gig|gigabyte|hour)\b)/g, '0.25 ')
    .replaceAll(/\ban? (?=(?:gig|gigabyte|gb|gib|meg|megabyte|mb|mib)\b)/g, '1 ')
    .replaceAll(/\b(?:just )?(?:a |the )?single (?=(?:replica|copy|instance|task|cpu|core|line|hour|process)\b)/g, '1 ')
    .split(' ')
    .filter((word) => word !== '')
