import { IncidentId, Problem } from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { sentenceOf, type Clock, type Log } from '../ports.ts'
import type { Signals } from '../runner/signals.ts'
import type { Database } from '../store/database.ts'
import { eventsAfter, findIncident, hasEnded } from '../store/incidents.ts'
import { unknownIncident } from './incidents.ts'

/** How often a stream looks for what other agents appended; what this one did it is told at once. */
const lookMs = 1_000
/** After so many looks without news a comment keeps proxies from closing the stream. */
const quietLooks = 10
const page = 500

export interface StreamDeps {
  readonly db: Database
  readonly signals: Signals
  readonly clock: Clock
  readonly log: Log
}

const Params = z.object({ id: IncidentId })
const Headers = z.looseObject({ 'last-event-id': z.coerce.number().int().min(0).optional().catch(0) })

/** Server-sent events of an incident: first what happened, then what happens, until its end. `id` is the sequence. */
export const streamRoutes =
  (deps: StreamDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    const streams = new Set<ServerResponse>()
    // An open stream would hold up the closing of the server for ever.
    app.addHook('preClose', (closed) => {
      for (const stream of streams) stream.end()
      closed()
    })
    app.get(
      '/incidents/:id/events',
      {
        schema: {
          summary: 'The log of an incident as server-sent events',
          params: Params,
          headers: Headers,
          response: { '4xx': Problem },
        },
      },
      async ({ params, headers }, reply) => {
        if (!(await findIncident(deps.db, params.id))) return sendRefusal(reply, unknownIncident(params.id))
        reply.hijack()
        const stream = reply.raw
        streams.add(stream)
        stream.on('close', () => streams.delete(stream))
        stream.on('error', () => stream.destroy())
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) stream.setHeader(name, value)
        stream.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        void follow(deps, params.id, headers['last-event-id'] ?? 0, stream)
      },
    )
    registered()
  }

async function follow(
  { db, signals, clock, log }: StreamDeps,
  id: IncidentId,
  after: number,
  stream: ServerResponse,
): Promise<void> {
  let news = false
  let quiet = 0
  let wake = (): void => {}
  const unwatch = signals.watch(id, () => {
    news = true
    wake()
  })
  stream.on('close', () => wake())
  try {
    for (let last = after; !stream.writableEnded && !stream.destroyed;) {
      news = false
      // Asked before the events are read, so that an end seen means that its events are there to be read.
      const over = await hasEnded(db, id)
      const events = await eventsAfter(db, id, last, page)
      for (const { sequence, ...rest } of events)
        stream.write(`id: ${sequence}\ndata: ${JSON.stringify({ sequence, ...rest })}\n\n`)
      last = events.at(-1)?.sequence ?? last
      quiet = events.length > 0 ? 0 : quiet + 1
      if (events.length === page || news) continue
      if (over) break
      if (quiet > 0 && quiet % quietLooks === 0) stream.write(': still here\n\n')
      await new Promise<void>((resolve) => {
        const cancel = clock.after(lookMs, resolve)
        wake = () => {
          cancel()
          resolve()
        }
        if (news || stream.destroyed) wake()
      })
    }
  } catch (error) {
    log.warn(`the stream of incident ${id} broke off: ${sentenceOf(error)}`)
  } finally {
    unwatch()
    stream.end()
  }
}
