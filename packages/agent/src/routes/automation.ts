import {
  Automation,
  MaintenanceId,
  MaintenanceList,
  MaintenanceRequest,
  MaintenanceWindow,
  PauseRequest,
  Problem,
  refuse,
  type Refusal,
} from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Switches } from '../admission/automation.ts'
import { parseMatcher } from '../admission/matchers.ts'
import type { NewId } from '../ports.ts'
import { mayOperate, type Person, type PersonOf } from './person.ts'

export interface AutomationRouteDeps {
  readonly switches: Switches
  readonly person: PersonOf
  readonly newId: NewId
  readonly now: () => Date
}

const Params = z.object({ id: MaintenanceId })
const answers = { '4xx': Problem, '5xx': Problem }

/** The pause switch and the maintenance windows, each proven by the own token of the gateway. */
export const automationRoutes =
  ({ switches, person, newId, now }: AutomationRouteDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    const operator = async (authorization: string | undefined, what: string) => {
      const who = await person(authorization)
      if (!who.ok) return who
      return mayOperate(who.person) ? who : mayNot(who.person, what)
    }

    app.post(
      '/automation/pause',
      {
        schema: {
          summary: 'Ask for no change until somebody resumes',
          body: PauseRequest,
          response: { 200: Automation, ...answers },
        },
      },
      async ({ headers, body: { reason } }, reply) => {
        const who = await operator(headers.authorization, 'pause')
        return who.ok ? switches.pause(who.person.source_id, reason) : sendRefusal(reply, who)
      },
    )
    app.post(
      '/automation/resume',
      {
        schema: {
          summary: 'Let changes be asked for again; what waited looks again',
          response: { 200: Automation, ...answers },
        },
      },
      async ({ headers }, reply) => {
        const who = await operator(headers.authorization, 'resume')
        return who.ok ? switches.resume(who.person.source_id) : sendRefusal(reply, who)
      },
    )
    app.get(
      '/maintenance',
      { schema: { summary: 'Maintenance windows, the newest first', response: { 200: MaintenanceList, ...answers } } },
      async () => ({ windows: [...(await switches.windows())] }),
    )
    app.post(
      '/maintenance',
      {
        schema: {
          summary: 'Leave what matches alone for a while',
          body: MaintenanceRequest,
          response: { 201: MaintenanceWindow, ...answers },
        },
      },
      async ({ headers, body }, reply) => {
        const who = await operator(headers.authorization, 'add a maintenance window')
        if (!who.ok) return sendRefusal(reply, who)
        const starts_at = body.starts_at === undefined ? now() : new Date(body.starts_at)
        const refusal = whyNot(body, starts_at, now())
        if (refusal) return sendRefusal(reply, refusal)
        const { matchers, reason } = body
        void reply.code(201)
        return switches.begin({
          ...{ id: newId(), starts_at, ends_at: new Date(body.ends_at), matchers, reason, by: who.person.source_id },
        })
      },
    )
    app.delete(
      '/maintenance/:id',
      { schema: { summary: 'End a window now', params: Params, response: { 200: MaintenanceWindow, ...answers } } },
      async ({ headers, params: { id } }, reply) => {
        const who = await operator(headers.authorization, 'end a maintenance window')
        if (!who.ok) return sendRefusal(reply, who)
        const ended = await switches.end(id, who.person.source_id)
        return ended ?? sendRefusal(reply, refuse('unknown_window', `there is no window ${id} that is not over`))
      },
    )
    registered()
  }

const mayNot = ({ source_id }: Person, what: string): Refusal =>
  refuse('denied', `to ${what} takes the role operator or approver, which "${source_id}" does not have`)

function whyNot({ ends_at, matchers }: MaintenanceRequest, starts: Date, now: Date): Refusal | null {
  const ends = new Date(ends_at)
  if (ends <= starts) return refuse('invalid_request', `ends_at: got ${ends_at}, expected an instant after the start`)
  if (ends <= now) return refuse('invalid_request', `ends_at: got ${ends_at}, expected an instant that is to come`)
  const wrong = matchers.map(parseMatcher).flatMap((one) => (one.ok ? [] : [one.detail]))
  return wrong.length > 0 ? refuse('invalid_request', `matchers: ${wrong.join('; ')}`) : null
}
