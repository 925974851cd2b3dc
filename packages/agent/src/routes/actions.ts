import { IncidentAction, IncidentActionAnswer, IncidentId, instant, Problem, refuse } from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actOn } from '../store/act.ts'
import type { Appended, Rules } from '../store/append.ts'
import type { Database } from '../store/database.ts'
import { summaryOf } from '../summary.ts'
import { unknownIncident } from './incidents.ts'
import { mayOperate, type PersonOf } from './person.ts'

export interface ActionRouteDeps {
  readonly db: Database
  readonly person: PersonOf
  readonly rules: Rules
  readonly now: () => Date
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
}

const Params = z.object({ id: IncidentId })

/** What people do with incidents, each proven by the own token of the gateway and logged with the name. */
export const actionRoutes =
  ({ db, person, rules, now, onAppended }: ActionRouteDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.post(
      '/incidents/:id/actions',
      {
        schema: {
          summary: 'Acknowledge, close or retry an incident',
          params: Params,
          body: IncidentAction,
          response: { 200: IncidentActionAnswer, '4xx': Problem, '5xx': Problem },
        },
      },
      async ({ headers, params: { id }, body: wish }, reply) => {
        const who = await person(headers.authorization)
        if (!who.ok) return sendRefusal(reply, who)
        const by = who.person.source_id
        if (wish.action !== 'acknowledge' && !mayOperate(who.person))
          return sendRefusal(
            reply,
            refuse('denied', `to ${wish.action} takes the role operator or approver, which "${by}" does not have`),
          )
        const acted = await actOn(db, id, { wish, by, at: instant(now()), rules })
        if (!acted) return sendRefusal(reply, unknownIncident(id))
        onAppended(acted.appended)
        if (acted.act.kind === 'refused') return sendRefusal(reply, acted.act.refusal)
        return { incident: summaryOf(acted.incident), done: acted.act.kind === 'event', detail: acted.act.detail }
      },
    )
    registered()
  }
