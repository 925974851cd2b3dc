/** Ordinary models wrap what they are asked for: their thoughts, a fence, a sentence before, JSON inside a JSON string. */

const thoughts = /^\s*<think>[\s\S]*?<\/think>/i
// Bounded: a provider may send a megabyte of anything.
const fence = /```[a-z]{0,20}([\s\S]*?)```/i
const tick = /^`([^`]*)`$/

/** The inside of the first code fence, else the whole text, trimmed; without thoughts before it and quotes around it. */
export function unfenced(text: string): string {
  const said = text.replace(thoughts, '')
  const inside = (fence.exec(said)?.[1] ?? said).trim()
  return tick.exec(inside)?.[1]?.trim() ?? inside
}

/** The JSON value that a text holds, read leniently; undefined when there is none. Its shape is for a strict schema to judge. */
export function jsonIn(text: string): unknown {
  const said = text.replace(thoughts, '')
  const braces = said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)
  const value = parse(said) ?? parse(unfenced(said)) ?? parse(braces)
  return typeof value === 'string' ? parse(unfenced(value)) : value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
