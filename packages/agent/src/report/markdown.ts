import { oneLine } from '../intake/text.ts'

const mostCharacters = 1_000

/**
 * Text of strangers within a line of Markdown: one line without control or direction characters, in which nothing is markup, a
 * link, HTML or a mention. It must never begin a line, where a number or a dash would make a list of it.
 */
export const safe = (text: string): string =>
  oneLine(text, mostCharacters)
    .replaceAll(/[\\`*_{}[\]()<>#!|~&$^=@]/g, (character) => `\\${character}`)
    .replaceAll(/:(?=\/\/)/g, '\\:')
    .replaceAll(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`)

/** A command or an id as code: nothing in it is markup, and its own back ticks do not end it. */
export function code(text: string): string {
  const line = oneLine(text, mostCharacters)
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return line === '' ? '(nothing)' : longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`
}

export const bullet = (head: string, text: string): string => `- **${head}:** ${text}`
