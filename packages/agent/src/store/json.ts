/** What PostgreSQL's jsonb refuses: NUL, and halves of surrogate pairs. */
const refused = /\\u0000|\\ud[89a-f]/i

/** JSON that PostgreSQL stores whatever the text came from: alerts and logs may hold any bytes at all. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value)
  return refused.test(json) ? JSON.stringify(cleaned(JSON.parse(json))) : json
}

/** A text that PostgreSQL stores. */
export const toText = (text: string): string => text.toWellFormed().replaceAll('\0', '')

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return toText(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toText(key), cleaned(inner)]))
}
