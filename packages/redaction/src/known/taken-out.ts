import { mask } from '../mask.ts'
import { looksRandom } from '../prose.ts'

/**
 * What masking took out of a text: all that stands between the pieces that it left. Line by line, where it left the lines,
 * since most of them are as they were.
 */
export function takenOut(text: string, masked: string): readonly string[] {
  if (text === masked) return []
  const [before, after] = [text.split('\n'), masked.split('\n')]
  return before.length === after.length
    ? before.flatMap((line, at) => (line === after[at] ? [] : between(line, after[at] ?? '')))
    : between(text, masked)
}

function between(text: string, masked: string): readonly string[] {
  const [first = '', ...kept] = masked.split(mask)
  const taken: string[] = []
  let at = first.length
  for (const [place, piece] of kept.entries()) {
    const isLast = place === kept.length - 1
    const next = isLast ? text.length - piece.length : text.indexOf(piece, at)
    if (next < at) return taken
    // What was masked before is no secret of its own.
    taken.push(...text.slice(at, next).split(mask))
    at = next + piece.length
  }
  return taken
}

/** Values are looked at as far as this; a longer one is hidden by its lines. */
const longestSecret = 4_096

/** A value whole, without its quotes, as who wrote it meant it, and the lines and items of a longer one. */
export function partsOf(value: string): readonly string[] {
  const bare = value.trim().replace(/^(["'])(.*)\1$/s, '$2')
  const items = bare
    .split(/[\s,;]+/)
    .flatMap((item) => [item, item.slice(item.indexOf('=') + 1)])
    .filter((item) => item.length >= 12 && looksRandom(item))
  return [value.trim(), bare, ...meant(bare), ...items].filter(
    (part) => part.length <= longestSecret && !part.includes('\n'),
  )
}

/** Within a URL it may be percent-encoded, within JSON escaped. */
const meant = (value: string): readonly string[] => [
  ...(value.includes('%') ? attempted(() => decodeURIComponent(value)) : []),
  ...(value.includes('\\') ? attempted(() => String(JSON.parse(`"${value}"`))) : []),
]

function attempted(read: () => string): readonly string[] {
  try {
    return [read()]
  } catch {
    return []
  }
}
