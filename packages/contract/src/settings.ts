import { z } from 'zod'

/**
 * Settings without defaults: each has its name, its schema from text, and nothing is filled in. All problems are
 * reported at once, each as one sentence that never shows a secret.
 */
export interface SettingsSource {
  /** The real environment; it wins over the file. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The pairs of the settings file. */
  readonly file: Readonly<Record<string, string | undefined>>
  /** A name that begins with one of these is ours, so an unknown one is a mistake. */
  readonly prefixes: readonly string[]
  /** Names that are ours too, read elsewhere. */
  readonly alsoKnown?: readonly string[]
  /** The text of the file that a `NAME_FILE` points to. May throw. */
  readonly readFile: (path: string) => string
}

export type Settings<S extends z.ZodRawShape> =
  | { readonly ok: true; readonly values: z.output<z.ZodObject<S>> }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads every setting of `shape`. A secret may be given as `NAME_FILE` instead, never both. */
export function readSettings<S extends z.ZodRawShape>(shape: S, source: SettingsSource): Settings<S> {
  const names = Object.keys(shape)
  const problems = unknownNames(shape, source)
  const given: Record<string, string> = {}
  for (const name of names) {
    const found = isSecret(shape, name) ? secretOf(name, source) : { text: textOf(source, name) }
    if ('problem' in found) problems.push(found.problem)
    else if (found.text !== undefined) given[name] = found.text
    else problems.push(`${name} is not set`)
  }
  const parsed = z.object(shape).safeParse(given)
  if (parsed.success && problems.length === 0) return { ok: true, values: parsed.data }
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0])
    const text = given[name]
    if (text !== undefined)
      problems.push(`${name}: ${message}, got ${isSecret(shape, name) ? 'something else' : JSON.stringify(text)}`)
  }
  return { ok: false, problems }
}

/** The text of one setting as given, or undefined. */
export const textOf = ({ environment, file }: SettingsSource, name: string): string | undefined =>
  environment[name] ?? file[name]

function secretOf(
  name: string,
  source: SettingsSource,
): { readonly text: string | undefined } | { readonly problem: string } {
  const pointer = `${name}_FILE`
  const [text, path] = [textOf(source, name), textOf(source, pointer)]
  if (path === undefined) return { text }
  if (text !== undefined) return { problem: `${name} and ${pointer} are both set: expected one of them` }
  try {
    return { text: source.readFile(path).trim() }
  } catch (error) {
    return { problem: `${pointer}: cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function unknownNames(shape: z.ZodRawShape, { environment, file, prefixes, alsoKnown }: SettingsSource): string[] {
  const secrets = Object.keys(shape).filter((name) => isSecret(shape, name))
  const known = new Set([...Object.keys(shape), ...secrets.map((name) => `${name}_FILE`), ...(alsoKnown ?? [])])
  const given = new Set([...Object.keys(environment), ...Object.keys(file)])
  return [...given]
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)) && !known.has(name))
    .map((name) => `${name} is not a setting: expected one of those documented, check the spelling`)
}

const isSecret = (shape: z.ZodRawShape, name: string): boolean => {
  const schema = shape[name]
  return schema instanceof z.ZodType && schema.meta()?.['secret'] === true
}

const matching = (pattern: RegExp, expected: string) => z.string().regex(pattern, expected)

/** `host:port`, e.g. `127.0.0.1:8040`; port 0 lets the system choose. */
export const listenAddress = z.string().transform((text, context) => {
  const [, host, port] = /^\[?([0-9A-Za-z.:_-]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) }
  context.addIssue('expected host:port such as 127.0.0.1:8040')
  return z.NEVER
})

export const wholeNumber = matching(/^\d{1,12}$/, 'expected a whole number').transform(Number)
export const countAboveZero = matching(/^[1-9]\d{0,8}$/, 'expected a whole number above 0').transform(Number)
export const wholeSeconds = matching(/^[1-9]\d{0,8}$/, 'expected whole seconds above 0').transform(Number)
export const notEmpty = z.string().refine((text) => text.trim() !== '', 'expected a text that is not empty')
export const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' })
/** An http or https URL, or nothing at all, said aloud by an empty value. */
export const httpUrlOrNone = z.union(
  [z.literal(''), httpUrl],
  'expected an http or https URL, or an empty value for none',
)
export const secretText = notEmpty.meta({ secret: true })
export const decimal = matching(/^\d+(\.\d+)?$/, 'expected a number such as 0.2').transform(Number)
/** What a million tokens cost, or the word `unknown`, which is never counted as 0. */
export const price = z.union([z.literal('unknown'), decimal], 'expected a number or the word unknown')
/** A comma-separated list; empty means none. */
export const nameList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
export const oneOf = <const W extends readonly [string, ...string[]]>(...words: W) =>
  z.enum(words, `expected one of ${words.join(', ')}`)
export const logLevel = oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')
