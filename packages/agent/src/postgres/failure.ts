/** Why the embedded PostgreSQL cannot be had; the message is a sentence for the person who starts the agent. */
export class PostgresFailure extends Error {
  override readonly name = 'PostgresFailure'
}

/** The code of a system error (`ENOENT` …), if it is one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** The sentence of any error: a failure's own, or where it happened and what the system said. */
export function toFailure(dataDir: string, error: unknown): PostgresFailure {
  if (error instanceof PostgresFailure) return error
  const said = error instanceof Error ? error.message : String(error)
  return new PostgresFailure(`The embedded PostgreSQL of ${dataDir} cannot start: ${said}`)
}

/** The last lines of what PostgreSQL wrote, to be put behind a sentence. */
export function lastLines(text: string): string {
  const lines = text.trim().split('\n').slice(-5).join('\n')
  return lines === '' ? 'It wrote nothing.' : `Its last lines:\n${lines}`
}
