const warn = 40

/**
 * What is logged, without secrets: known ones are hidden in every line; from a warning on, where words of engines and
 * containers are told, also what names and shapes give away. For pino's hook `logMethod`.
 */
export const withoutSecrets = (hide: (text: string) => string, redact: (text: string) => string) =>
  function logged(this: unknown, args: readonly unknown[], log: (...args: never[]) => void, level: number): void {
    const clean = level < warn ? hide : redact
    Reflect.apply(
      log,
      this,
      args.map((argument) => cleaned(argument, clean)),
    )
  }

/** How deep causes of causes are told. */
const mostCauses = 3

function cleaned(argument: unknown, clean: (text: string) => string, depth = 0): unknown {
  if (typeof argument === 'string') return clean(argument)
  if (!(argument instanceof Error)) return argument
  const cause = depth < mostCauses ? cleaned(argument.cause, clean, depth + 1) : undefined
  const error = new Error(clean(argument.message), { cause })
  error.name = argument.name
  error.stack = clean(argument.stack ?? '')
  return error
}
