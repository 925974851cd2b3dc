/** What senders write, read without asking that it be as the books say. Total: nothing here throws. */

export type Texts = Readonly<Record<string, string>>

/** Longest text made of a value that is not one. */
const mostText = 4_096

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The field of that name; where there is none, the first whose name differs in case alone, as old senders spell some. */
export function fieldOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(object, name) && object[name] !== undefined) return object[name]
  const [spelling] = Object.keys(object)
    .filter((key) => key.toLowerCase() === name.toLowerCase())
    .toSorted()
  return spelling === undefined ? undefined : object[spelling]
}

/** Labels or annotations: numbers, booleans and what is nested become their text; what is null is not there. */
export function textsIn(value: unknown): Texts {
  if (!isObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const text = textIn(inner)
      return text === null ? [] : [[name, text]]
    }),
  )
}

/** The text of a value; null where there is none. */
export function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null || value === undefined) return null
  try {
    return JSON.stringify(value, inOrder).slice(0, mostText)
  } catch {
    // Nested deeper than the stack is.
    return '…'
  }
}

/** Keys have no order that means anything. */
const inOrder = (_key: string, value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value

/** A count, written as a number or as its digits; 0 where there is none. */
export function countIn(value: unknown): number {
  const count = typeof value === 'string' ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0
}
