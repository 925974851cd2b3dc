/**
 * Text of an alert as one line for people: control and direction characters gone, white space folded, cut at `most`
 * characters (never within a surrogate pair).
 */
export function oneLine(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}]/gu, '')
    .trim()
  const characters = Array.from(line.slice(0, most * 2))
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`
}
