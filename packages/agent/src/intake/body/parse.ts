import { setImmediate as breathe } from 'node:timers/promises'
import { textsOf, type Bytes } from './bytes.ts'
import { elementsOf, type Around } from './elements.ts'

/** Elements that are handed on together, and about how many bytes of them. */
const mostTogether = 500
const mostBytesTogether = 1024 * 1024
/** An alert with a log in it is long; one that is longer than this is read by nobody. */
const mostElement = 8 * 1024 * 1024

/** One element of the list of alerts. */
export type Element = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

export type Parsed =
  | { readonly ok: true; readonly around: unknown; readonly lists: number }
  | { readonly ok: false; readonly detail: string }

/**
 * The elements of the list of alerts of a body, in their order and a few hundred at a time, and at the end what is around
 * them. Others may go on meanwhile. What is no JSON ends it with a sentence.
 */
export async function* parseBody(bytes: Bytes): AsyncGenerator<readonly Element[], Parsed> {
  if (bytes.length === 0) return { ok: false, detail: 'the body is empty' }
  const textOf = textsOf(bytes)
  const found = elementsOf(bytes)
  let elements: Element[] = []
  let size = 0
  let count = 0
  for (;;) {
    const { done, value } = found.next()
    if (done) {
      if (elements.length > 0) yield elements
      return parsedAround(value)
    }
    if (!value) {
      await breathe()
      continue
    }
    const length = value.to - value.from
    const element = length > mostElement ? tooLong(length) : parsedText(textOf(value))
    if (!element.ok && element.broken) return { ok: false, detail: `alert ${count}: ${element.reason}` }
    elements.push(element)
    count += 1
    size += length
    if (elements.length < mostTogether && size < mostBytesTogether) continue
    yield elements
    ;[elements, size] = [[], 0]
    await breathe()
  }
}

const tooLong = (length: number) =>
  ({ ok: false, broken: false, reason: `it is ${length} bytes long, expected at most ${mostElement}` }) as const

function parsedText(text: string) {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value } as const
  } catch (error) {
    return { ok: false, broken: true, reason: error instanceof Error ? error.message : String(error) } as const
  }
}

function parsedAround(around: Around): Parsed {
  if (!around.ok) return around
  const parsed = parsedText(around.text)
  return parsed.ok ? { ok: true, around: parsed.value, lists: around.lists } : { ok: false, detail: parsed.reason }
}
