import { Client } from 'pg'
import { z } from 'zod'
import { passing } from './passing.ts'

/**
 * A sudden end just before and just after each commit, wrapped around the agent's only way to PostgreSQL. What is committed
 * is read from the statements: alerts, events by their types, effects that are put off, and claims on incidents.
 */
const Steps = z.array(z.object({ log: z.array(z.object({ type: z.string() })) }))

function writtenBy(text: string, values: readonly unknown[]): readonly string[] {
  if (/insert into alerts\b/.test(text)) return ['alerts']
  if (/update effects set due_at\b/.test(text)) return ['postponed']
  if (/insert into claims\b/.test(text)) return ['claimed']
  if (!/insert into events\b/.test(text)) return []
  const json = values.find((value) => typeof value === 'string' && value.startsWith('['))
  const steps = Steps.safeParse(typeof json === 'string' ? JSON.parse(json) : null)
  return steps.success ? steps.data.flatMap(({ log }) => log.map(({ type }) => type)) : []
}

/** What each connection has written in a transaction that is not committed. */
const open = new WeakMap<Client, string[]>()

/** What this statement commits. */
function committedBy(client: Client, text: string, values: readonly unknown[]): readonly string[] {
  const verb = text.trim().toLowerCase()
  if (/^(begin|start transaction)/.test(verb)) open.set(client, [])
  if (verb.startsWith('rollback')) open.delete(client)
  const pending = open.get(client)
  if (pending && verb.startsWith('commit')) {
    open.delete(client)
    return pending
  }
  const written = writtenBy(text, values)
  if (!pending) return written
  pending.push(...written)
  return []
}

const query: unknown = Reflect.get(Client.prototype, 'query')
if (typeof query !== 'function') throw new Error('expected a function query of the client of pg')

Reflect.set(Client.prototype, 'query', function (this: Client, ...given: readonly unknown[]): unknown {
  const [first, second] = given
  const text = typeof first === 'string' ? first : z.object({ text: z.string() }).safeParse(first).data?.text
  const names = text === undefined ? [] : committedBy(this, text, Array.isArray(second) ? second : [])
  for (const name of names) passing(`before ${name}`)
  const answer: unknown = Reflect.apply(query, this, given)
  if (names.length > 0 && answer instanceof Promise)
    return answer.then((result: unknown) => {
      for (const name of names) passing(`after ${name}`)
      return result
    })
  return answer
})
