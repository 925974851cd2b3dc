import { textsOf, type Bytes, type Range } from './bytes.ts'

/** What a body is beside its alerts: the JSON around them, with an empty list in their place. */
export type Around =
  | { readonly ok: true; readonly lists: number; readonly text: string }
  | { readonly ok: false; readonly detail: string }

/** Bytes between two moments at which others may go on. */
const breathBytes = 1024 * 1024
/** What stands around the alerts, such as a message that names them all. */
const mostAround = 16 * 1024 * 1024

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openList = 0x5b
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * Finds the elements of the list `alerts` of a JSON object, or of a JSON list, without reading what is in them: a body
 * of any size needs the memory of its largest alert. Yields where each one is, and null where it is time to let others
 * go on. A text is JSON if and only if the list is well-formed, each element is JSON and so is what is around them.
 */
export function* elementsOf(bytes: Bytes): Generator<Range | null, Around> {
  const textOf = textsOf(bytes)
  const around: Range[] = []
  let aroundFrom = afterMark(textOf)
  let lists = 0
  let depth = 0
  let inObject = false
  let key: Range | null = null
  let afterKey = false
  let inString = false
  let escaped = false
  let stringFrom = 0
  /** Within the list: what may come next. */
  let inList = false
  let next: 'first' | 'value' | 'end' = 'first'
  let element: { readonly from: number; readonly scalar: boolean } | null = null
  let inner = 0
  let at = 0
  let breath = breathBytes
  const skip = aroundFrom
  const fault = (what: string): Around => ({ ok: false, detail: `${what} at byte ${at}` })

  for (const piece of bytes.pieces) {
    for (let place = 0; place < piece.length; place += 1, at += 1) {
      if (at < skip) continue
      const byte = piece[place] ?? 0
      if (at >= breath) {
        breath = at + breathBytes
        yield null
      }
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) {
          inString = false
          if (element && inner === 0) {
            yield { from: element.from, to: at + 1 }
            element = null
            next = 'end'
          } else if (!inList && depth === 1) key = { from: stringFrom, to: at + 1 }
        }
        continue
      }
      if (element && !element.scalar) {
        if (byte === quote) inString = true
        else if (byte === openObject || byte === openList) inner += 1
        else if (byte === closeObject || byte === closeList) {
          inner -= 1
          if (inner === 0) {
            yield { from: element.from, to: at + 1 }
            element = null
            next = 'end'
          }
        }
        continue
      }
      if (inList) {
        if (element && (isSpace(byte) || byte === comma || byte === closeList)) {
          yield { from: element.from, to: at }
          element = null
          next = 'end'
        }
        if (element || isSpace(byte)) continue
        if (byte === comma) {
          if (next !== 'end') return fault('a comma that follows no alert')
          next = 'value'
        } else if (byte === closeList) {
          if (next === 'value') return fault('a comma that no alert follows')
          inList = false
          aroundFrom = at
          if (!inObject) depth = 0
        } else {
          if (next === 'end') return fault('two alerts without a comma between them')
          inString = byte === quote
          inner = byte === openObject || byte === openList ? 1 : 0
          element = { from: at, scalar: !inString && inner === 0 }
        }
        continue
      }
      switch (byte) {
        case quote:
          inString = true
          stringFrom = at
          break
        case colon:
          afterKey = depth === 1 && key !== null && isAlerts(textOf, key)
          break
        case comma:
          if (depth === 1) [key, afterKey] = [null, false]
          break
        case openList:
          if ((depth === 1 && inObject && afterKey) || (depth === 0 && lists === 0 && around.length === 0)) {
            around.push({ from: aroundFrom, to: at + 1 })
            inList = true
            next = 'first'
            lists += 1
            if (depth === 0) depth = 1
          } else depth += 1
          break
        case openObject:
          if (depth === 0) inObject = true
          depth += 1
          break
        case closeList:
        case closeObject:
          depth -= 1
          break
        default:
      }
    }
  }
  if (inList) return fault('the end of the body within its alerts')
  around.push({ from: aroundFrom, to: at })
  const size = around.reduce((sum, { from, to }) => sum + to - from, 0)
  if (size > mostAround) return { ok: false, detail: `${size} bytes around the alerts, expected at most ${mostAround}` }
  return { ok: true, lists, text: around.map(textOf).join('') }
}

/** After a byte order mark, which is no part of JSON. */
const afterMark = (textOf: (range: Range) => string): number => (textOf({ from: 0, to: 3 }) === '\ufeff' ? 3 : 0)

/** The name of the list, as Alertmanager has written it in its versions. */
function isAlerts(textOf: (range: Range) => string, key: Range): boolean {
  if (key.to - key.from > 64) return false
  try {
    return /^alerts?$/i.test(String(JSON.parse(textOf(key))))
  } catch {
    return false
  }
}
