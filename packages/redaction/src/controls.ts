// What terminals take as commands: control sequences (colours, cursor) and strings (titles, links). Lengths are
// bounded, so that the time stays linear.
const escape = '\u001b'
const bell = '\u0007'
const control = String.raw`\[[0-?]{0,64}[ -/]{0,8}[@-~]`
const string = String.raw`[\]PX^_][^${bell}${escape}\n]{0,4096}(?:${bell}|${escape}\\)?`
const other = '[ -/]{0,8}[0-~]'
const terminalSequence = new RegExp(`${escape}(?:${control}|${string}|${other})?`, 'g')

// Control characters, and invisible or direction-changing ones, which make a text look like another one.
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}]/gu

// One look at most texts: all is plain ASCII.
const unusual = /[^\n\t -~]/

/** Plain text: no control characters but line feed and tab. A lone carriage return ends a line. */
export const plainText = (text: string): string => (unusual.test(text) ? withoutControls(text) : text)

const withoutControls = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(terminalSequence, '').replaceAll(invisible, '')
