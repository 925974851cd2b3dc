/** SQLSTATE classes of a database that is not there: connection lost, resources gone, shutting down, cannot connect. */
const silentClasses = /^(08|53|57)/
const silentSystem = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
])
/** The driver gives these no code. */
const silentWords =
  /connection terminated|timeout exceeded when trying to connect|client was closed|pool after calling end|not queryable/i

/** Did this fail because the database does not answer, and not because we asked wrongly? */
export function isDatabaseSilent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return silentSystem.has(code) || (code.length === 5 && silentClasses.test(code)) || silentWords.test(error.message)
}
