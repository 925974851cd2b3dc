/** Ordinary models wrap what they are asked for: a fence, a sentence before, JSON inside a JSON string. */

const fence = /```[a-z]*\s*\n?([\s\S]*?)```/i

/** The inside of the first code fence, else the whole text, trimmed. */
export const unfenced = (text: string): string => (fence.exec(text)?.[1] ?? text).trim()

/** The JSON value that a text holds, read leniently; undefined when there is none. Its shape is for a strict schema to judge. */
export function jsonIn(text: string): unknown {
  const inside = unfenced(text)
  const braces = inside.slice(inside.indexOf('{'), inside.lastIndexOf('}') + 1)
  const value = parse(inside) ?? parse(braces)
  return typeof value === 'string' ? parse(value) : value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
