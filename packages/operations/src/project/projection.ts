/** What an answer of the engine becomes: `data` is the truth as JSON, `text` the same for people. */
export interface Projection<T> {
  readonly data: T
  readonly text: string
}

/** An escape sequence of a terminal, whichever control character introduces it. */
const escapes = /[^\P{Cc}\t\n\r](?:\[[0-?]*[ -/]*[@-~]|\](?:[^\p{Cc}])*(?:[^\P{Cc}\t\n\r]\\?)?)/gu
/** Control and format characters, which hide text or turn it around. */
const unseen = /[^\P{Cc}\t\n]|\p{Cf}/gu

/** Text from inside a container, made safe to show: no escape sequences, no control characters but tab and newline. */
export const printable = (text: string): string => text.replaceAll(escapes, '').replaceAll(unseen, '')

/** How much shorter a text may become so that no word is halved. */
const longestWord = 200

/**
 * At most `most` characters, saying so where it was cut. It ends with a whole word where there is one: half a secret would
 * not be known as one by whoever redacts the text.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const blank = text.slice(0, most + 1).search(/\s\S*$/)
  return `${text.slice(0, blank > most - longestWord ? blank : most)} […]`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** E.g. `12.5 MiB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[power]}`
}

/** E.g. `2h5m`, of whole seconds; the same form as Docker's `--since`. */
export function durationText(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    Math.floor(seconds % 60),
  ]
  const text = `${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}${rest ? `${rest}s` : ''}`
  return text === '' ? '0s' : text
}
