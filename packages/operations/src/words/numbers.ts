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
const unit = /^(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|lines?)$/

/** Numbers written as words become digits: `two hundred` is 200. `one` alone stays a word, as in "this one". */
export function numbered(words: readonly string[]): string[] {
  const out: string[] = []
  let sum: number | null = null
  words.forEach((word, index) => {
    const value = valueOf(word, words[index + 1])
    const scale = scales.get(word)
    if (scale !== undefined && (sum !== null || words[index + 1] !== undefined)) sum = (sum ?? 1) * scale
    else if (value !== null) sum = sum === null ? value : sum + value
    else {
      if (sum !== null) out.push(String(sum))
      sum = null
      out.push(word)
    }
  })
  return sum === null ? out : [...out, String(sum)]
}

function valueOf(word: string, next: string | undefined): number | null {
  if (word === 'one') return next !== undefined && (unit.test(next) || scales.has(next)) ? 1 : null
  const [units, tenfold] = [small.indexOf(word), tens.indexOf(word)]
  if (units >= 0) return units
  return tenfold >= 0 ? tenfold * 10 : null
}
