import type { Canary } from './planted.ts'

const hex = (text: string): string => Buffer.from(text).toString('hex')

/** Every way in which a program may print a secret; of a URL both what is usual and each byte. */
export const forms = {
  plain: (text) => text,
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'base64 within other text': (text) => Buffer.from(`app:${text}@`).toString('base64'),
  hex,
  'capitals of hex': (text) => hex(text).toUpperCase(),
  'percent-encoded': (text) => encodeURIComponent(text),
  'percent-encoded, each byte': (text) => hex(text).replaceAll(/../g, (byte) => `%${byte}`),
} satisfies Record<string, (text: string) => string>

/** The forms that are not told, for each canary: none where the text tells all of all. */
export const notTold = (text: string, canaries: readonly Canary[]): readonly string[] =>
  canaries.flatMap(({ where, is, value }) =>
    Object.entries(forms)
      .filter(([, written]) => !text.includes(written(value)))
      .map(([form]) => `${where}: ${is}, ${form}`),
  )
