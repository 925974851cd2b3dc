import { z } from 'zod'

/** A name that stands inside an operation beside its target, e.g. of a network. Never the beginning of a flag, never a path. */
export const PlainName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
    'expected a name: letters, digits, _ . -, beginning with a letter or digit, at most 128 characters',
  )
export type PlainName = z.infer<typeof PlainName>
