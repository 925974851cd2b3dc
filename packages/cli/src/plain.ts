/**
 * Text of strangers as one harmless line. Escape sequences would run in the reader's terminal, a line feed would forge a
 * line of the story, and marks of direction would make a sentence read backwards.
 */
export const plain = (text: string): string =>
  text
    .replaceAll(/[\n\r\t\u2028\u2029]/g, ' ')
    .replaceAll(/\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
