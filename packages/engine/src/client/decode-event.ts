import { ContainerId } from '@devops-ai/contract'
import { z } from 'zod'
import type { EngineEvent } from '../ports.ts'

const Event = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
})

// The number does not fit a double, so its digits are taken from the text. Inside a JSON string the quote before the
// colon would be escaped, so no label can forge this.
const timeNano = /"timeNano":(\d+)/

/** One line of `GET /events`; null for what is no event of a container or cannot be read. */
export function decodeEvent(line: string): EngineEvent | null {
  const event = Event.safeParse(parseJson(line))
  const [, nanoseconds] = timeNano.exec(line) ?? []
  if (!event.success || event.data.Type !== 'container' || nanoseconds === undefined) return null
  const { Action, Actor } = event.data
  const id = ContainerId.safeParse(Actor.ID)
  if (!id.success) return null
  return { action: Action, id: id.data, attributes: Actor.Attributes ?? {}, timeNano: BigInt(nanoseconds) }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
