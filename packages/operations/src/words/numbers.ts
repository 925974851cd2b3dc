const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales: ReadonlySet<string> = new Set(['dozen', 'hundred', 'thousand'])
const unit =
  /^(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|lines?|entry|replicas?|cop(?:y|ies)|instances?|tasks?|v?cpus?|cores?|processors?|gigs?|gigabytes?|gb|gib|megs?|megabytes?|mb|mib|process(?:es)?|pids?|retr(?:y|ies)|attempts?|times?)$/

/** Numbers written as words become digits: `two hundred` is 200. `one` alone stays a word, as in "this one". */
export function numbered(words: readonly string[]): string[] {
  const out: string[] = []
  let number: Spoken | null = null
  const end = (): void => {
    if (number !== null) out.push(String(number.value))
    number = null
  }
  withFractions(words).forEach((word, index, all) => {
    const next = all[index + 1]
    const isScale = scales.has(word) && (number !== null || next !== undefined || all[index - 1] === 'a')
    const value = valueOf(word, next)
    const more = number === null ? null : goOn(number, word, value)
    if (more !== null) number = more
    else if (isScale || value !== null) {
      end()
      number = goOn(nothing, word, value)
    } else if (word === 'a' && next !== undefined && scales.has(next)) end()
    else if (word !== 'and' || number === null || number.below < 100 || valueOf(next ?? '', all[index + 2]) === null) {
      end()
      out.push(word)
    }
  })
  end()
  return out
}

/** A number of which some words were said. What is added next is below the last word's place. */
interface Spoken {
  readonly value: number
  readonly below: number
}

const nothing: Spoken = { value: 0, below: Infinity }

/** The number with one word more; null where the word begins another one, as in `two three`. */
function goOn({ value, below }: Spoken, word: string, addend: number | null): Spoken | null {
  const ones = value % 1000
  if (value === 0 && below !== Infinity) return null
  if (word === 'thousand') return value < 1000 ? { value: (value || 1) * 1000, below: 1000 } : null
  if (word === 'hundred')
    return value === 0 || (ones > 0 && below <= 10) ? { value: value - ones + (ones || 1) * 100, below: 100 } : null
  if (word === 'dozen') return { value: (value || 1) * 12, below: 1 }
  if (addend === null || (addend === 0 && value > 0) || below < (addend < 10 ? 10 : 100)) return null
  return { value: value + addend, below: addend >= 20 ? 10 : 1 }
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
    .replaceAll(/\b(?:a )?half (?:of )?an? dozen\b/g, '6')
    .replaceAll(/\b(?:a )?half(?: of)?(?: an?)? (?=(?:\w+)\b)/g, (found, at: number, all: string) =>
      unit.test(/^\w+/.exec(all.slice(at + found.length))?.[0] ?? '') ? '0.5 ' : found,
    )
    .replaceAll(/\b(?:a |1 |one )?quarter(?: of)?(?: an?)? (?=(?:v?cpu|core|processor|gig|gigabyte|hour)\b)/g, '0.25 ')
    .replaceAll(/\ban? (?=(?:gig|gigabyte|gb|gib|meg|megabyte|mb|mib)\b)/g, '1 ')
    .replaceAll(/\b(?:just )?(?:a |the )?single (?=(?:replica|copy|instance|task|cpu|core|line|hour|process)\b)/g, '1 ')
    .split(' ')
    .filter((word) => word !== '')
