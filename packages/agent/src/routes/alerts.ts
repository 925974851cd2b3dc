import { AlertWebhook, Problem, refuse, WebhookAnswer, type Refusal, type SourceId } from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import type { IncomingMessage } from 'node:http'
import { inFlight } from '../intake/body/in-flight.ts'
import { mostBytes, readBody, type Held } from '../intake/body/read.ts'
import type { Pressure } from '../intake/pressure.ts'
import type { Taken, TakeIn } from '../intake/take-in.ts'
import { sentenceOf, type Log } from '../ports.ts'
import type { Access } from './access.ts'
import { databaseSilent } from './problems.ts'

/** Bodies of alerts that are held at the same time, in bytes: two of the largest. Above it the answer is 503. */
const mostInFlight = 2 * mostBytes

export interface AlertRouteDeps {
  readonly access: Access
  readonly takeIn: TakeIn
  readonly pressure: Pick<Pressure, 'came'>
  readonly log: Log
  /** Told after the commit. */
  readonly onTaken: (taken: Taken) => void
}

/**
 * Alerts are on disk before they are answered with 2xx. When they cannot be, the sender is told to come again. Whatever
 * a sender calls its body, and whatever single alerts in it look like: of a JSON body every alert that can be
 * understood is stored, and the answer says which could not.
 */
export const alertRoutes =
  ({ access, takeIn, pressure, log, onTaken }: AlertRouteDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    const room = inFlight(mostInFlight)
    const senders = new WeakMap<FastifyRequest, SourceId>()
    const read = new WeakMap<FastifyRequest, Held | Refusal>()
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) => {
      read.set(request, await readBody(payload, request.headers, room))
      return null
    })
    const takenFrom = async (request: FastifyRequest): Promise<Taken | Refusal> => {
      const held = read.get(request) ?? refuse('invalid_request', 'the body is empty, expected a batch of alerts')
      if (!held.ok) return held
      try {
        const sender = senders.get(request)
        if (sender === undefined) throw new Error('a body was read before its sender was known')
        const taken = await takeIn(held.bytes, sender)
        if (!taken.ok) return taken
        onTaken(taken)
        const { notUnderstood, reasons } = taken
        if (notUnderstood > 0)
          log.warn(`${notUnderstood} alerts of ${sender} were not understood: ${reasons.join('; ')}`)
        return taken
      } catch (error) {
        log.error(`a body of ${held.bytes.length} bytes could not be stored: ${sentenceOf(error)}`)
        return databaseSilent()
      } finally {
        held.release()
      }
    }
    app.post(
      '/webhook/alerts',
      {
        schema: {
          summary: 'Alertmanager version 4, Grafana, and what older versions of both send',
          body: AlertWebhook,
          response: { 202: WebhookAnswer, '4xx': Problem, '5xx': Problem },
        },
        // The schema is what a sender should write; what it may write is more.
        validatorCompiler: () => (value: unknown) => ({ value }),
        // Before the body is read: a stranger shall not make us read 64 MiB.
        onRequest: async (request, reply) => {
          const who = access(request.headers.authorization, ['alerts'])
          if (!who.ok) return sendRefusal(reply, who)
          senders.set(request, who.sender.id)
          reply.raw.once('close', pressure.came(Number(request.headers['content-length']) || 0))
          // Senders call JSON by many names, some of which are none.
          request.raw.headers['content-type'] = 'application/json'
        },
      },
      async (request, reply) => {
        const taken = await takenFrom(request)
        if (!taken.ok) return sendRefusal(reply, taken)
        void reply.code(202)
        return answerOf(taken)
      },
    )
    registered()
  }

const answerOf = ({ stored, repeated, notUnderstood, reasons, leftOut }: Taken): WebhookAnswer => ({
  ...{ stored, repeated },
  ...(notUnderstood > 0 && { not_understood: { count: notUnderstood, reasons: [...reasons] } }),
  ...(leftOut > 0 && { left_out: leftOut }),
})
